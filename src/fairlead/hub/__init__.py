"""The web application: it calls the library, stores what people add, and shows it. The library never imports it."""
