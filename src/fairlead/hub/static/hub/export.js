// Finds pages of a copy by the words of their names; without this script the list from A to Z does.
const finder = document.querySelector(".finder");
const everything = window.fairleadIndex;
if (finder && everything) {
  const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const entries = everything.map(([title, kind, to, words]) => [title, kind, to, plain(`${title} ${kind} ${words}`)]);
  const input = finder.querySelector("input");
  const list = finder.querySelector("ul");
  const count = finder.querySelector("output");
  finder.hidden = false;
  input.addEventListener("input", () => {
    const asked = plain(input.value).split(/\s+/).filter(Boolean);
    const found = asked.length ? entries.filter((one) => asked.every((word) => one[3].includes(word))) : [];
    found.sort((a, b) => plain(b[0]).startsWith(asked[0]) - plain(a[0]).startsWith(asked[0]));
    count.textContent = asked.length ? String(found.length) : "";
    list.replaceChildren(...found.slice(0, 50).map(([title, kind, to]) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = to;
      link.textContent = title;
      const what = document.createElement("small");
      what.textContent = ` ${kind}`;
      item.append(link, what);
      return item;
    }));
  });
}
