// L’éditeur parle français et dit de quel champ il est : des mots sur ses boutons, un nom au texte.
const WORDS = {
  bold: "Gras",
  italic: "Italique",
  paragraph: "Texte",
  "heading 2": "Titre",
  "heading 3": "Sous-titre",
  blockquote: "Citation",
  "unordered list": "Liste",
  "ordered list": "Liste numérotée",
  "insert link": "Lien",
  "remove link": "Ôter le lien",
  undo: "Défaire",
  redo: "Refaire",
};

function nameButtons() {
  for (const button of document.querySelectorAll(".prose-menubar__button.material-icons")) {
    const words = WORDS[button.title];
    if (!words) continue;
    button.textContent = words;
    button.dataset.does = button.title;
    button.removeAttribute("title");
    button.removeAttribute("aria-label");
    button.classList.remove("material-icons");
  }
}

function nameTexts() {
  for (const text of document.querySelectorAll(".prose-editor [contenteditable=true]:not([aria-label])")) {
    const area = text.closest(".prose-editor").parentElement.querySelector("textarea");
    const label = area && document.querySelector(`label[for="${area.id}"]`);
    text.setAttribute("aria-label", label ? label.firstChild.textContent.trim() : "Texte");
    text.setAttribute("aria-multiline", "true");
    const described = area && area.getAttribute("aria-describedby");
    if (described) text.setAttribute("aria-describedby", described);
  }
}

function name() {
  nameButtons();
  nameTexts();
}

new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
name();
