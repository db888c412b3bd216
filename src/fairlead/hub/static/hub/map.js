// The slider says its year while it moves, and goes there when it is let go; without this, its button does.
for (const form of document.querySelectorAll("form[data-submit-on-change]")) {
  const slider = form.querySelector("input[type=range]");
  const said = form.querySelector("output");
  slider.addEventListener("input", () => { said.textContent = slider.value; });
  slider.addEventListener("change", () => form.submit());
}
