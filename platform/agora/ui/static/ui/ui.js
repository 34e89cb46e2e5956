/* What script adds to pages that work without it. One module, no dependency. */

const words = document.querySelector("meta[name=ui-words]")?.dataset ?? {};
const say = (key, value) => (words[key] ?? "{}").replace("{}", value);
const number = (n) => n.toLocaleString(document.documentElement.lang || "fr");
const later = (action, wait) => {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...given), wait);
  };
};

/* Characters left: from three quarters on, after a pause, never blocking. */
customElements.define("ui-count", class extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.getAttribute("for"));
    if (!this.field) return;
    this.rest = this.textContent;
    this.setAttribute("role", "status");
    this.field.addEventListener("input", later(() => this.count(), 500));
    this.count();
  }

  count() {
    const most = Number(this.getAttribute("max"));
    const left = most - [...this.field.value.replace(/\r\n/g, "\n")].length;
    this.classList.toggle("count-over", left < 0);
    const text = left < 0 ? say("over", number(-left)) : left <= most / 4 ? say("left", number(left)) : this.rest;
    if (this.textContent !== text) this.textContent = text;
  }
});

/* The browser's own calendar, beside the three fields of a date. */
customElements.define("ui-date", class extends HTMLElement {
  connectedCallback() {
    const [day, month, year] = this.querySelectorAll("input[type=text]");
    const native = this.querySelector(".date-native");
    const button = this.querySelector(".date-pick");
    if (!native?.showPicker || !year) return;
    button.hidden = native.hidden = false;
    button.addEventListener("click", () => {
      const two = (field) => field.value.padStart(2, "0");
      native.value = `${year.value.padStart(4, "0")}-${two(month)}-${two(day)}`;
      native.showPicker();
    });
    native.addEventListener("change", () => {
      if (!native.value) return;
      const [y, m, d] = native.value.split("-").map(Number);
      [day.value, month.value, year.value] = [d, m, y];
      year.dispatchEvent(new Event("input", { bubbles: true }));
      button.focus();
    });
  }
});

/* Drafts: saved ten seconds after a change, and when the page is left. */
class Autosave {
  constructor(form) {
    this.form = form;
    this.changed = false;
    this.soon = later(() => this.save(), 10000);
    form.addEventListener("input", () => { this.changed = true; this.soon(); });
    form.addEventListener("submit", () => { this.changed = false; this.sent = true; });
    addEventListener("pageshow", (event) => { if (event.persisted) this.sent = false; }); // come back to
    document.addEventListener("visibilitychange", () => document.hidden && this.save(true));
  }

  async save(leaving = false) {
    if (!this.changed || this.sent || !this.form.isConnected) return;
    this.changed = false;
    const body = new FormData(this.form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    try {
      const answer = await fetch(this.form.dataset.autosave, {
        method: "POST", body, keepalive: leaving, headers: { "X-Autosave": "1" },
      });
      // Led elsewhere, it was to the sign-in page: nothing was kept.
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      if (answer.headers.get("content-type")?.includes("json")) this.keep(await answer.json());
      const now = new Date();
      const time = `${now.getHours()}\u00a0h\u00a0${String(now.getMinutes()).padStart(2, "0")}`;
      this.tell(say("saved", time));
    } catch {
      this.changed = true;
      this.soon();
      this.tell(words.unsaved ?? "");
    }
  }

  keep(values) {
    for (const [name, value] of Object.entries(values)) {
      let field = this.form.elements.namedItem(name);
      if (!field) {
        field = Object.assign(document.createElement("input"), { type: "hidden", name });
        this.form.append(field);
      }
      if (field.type === "hidden") field.value = value;
    }
  }

  tell(text) {
    const place = this.form.querySelector("[data-saved]");
    if (place) place.textContent = text;
  }
}

/* What looks like what is being typed, asked after a pause. */
function watch(place) {
  const form = place.closest("form");
  const field = form?.elements.namedItem(place.dataset.field);
  if (!field) return;
  let asked = field.value.trim();
  field.addEventListener("input", later(async () => {
    const typed = field.value.trim();
    if (typed === asked) return;
    asked = typed;
    const query = new URLSearchParams({ [field.name]: typed });
    const answer = await fetch(`${place.dataset.watch}?${query}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (answer?.ok && typed === asked) place.innerHTML = await answer.text();
  }, 600));
}

/* A piece of page that changes while one looks: asked again until it stops saying so. */
function refresh(place) {
  const every = 1000 * Number(place.dataset.every || 2);
  setTimeout(async function again() {
    if (!place.isConnected) return;
    if (document.hidden) return void setTimeout(again, every);
    const answer = await fetch(place.dataset.refresh, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok) return void setTimeout(again, 2 * every);
    const fresh = document.createRange().createContextualFragment(await answer.text());
    if (fresh.querySelector("[data-reload]")) return void location.reload();
    place.replaceWith(fresh);
    wake(document);
  }, every);
}

const awake = new WeakSet();
function wake(root) {
  const each = (selector, action) => {
    for (const element of root.querySelectorAll(selector)) {
      if (awake.has(element)) continue;
      awake.add(element);
      action(element);
    }
  };
  each("form[data-autosave]", (form) => new Autosave(form));
  each("[data-watch]", watch);
  each("[data-refresh]", refresh);
  each("[data-focus]", (element) => element.focus());
  each("[data-print]", (element) => {
    element.hidden = false;
    element.addEventListener("click", () => print());
  });
}

/* A form sent twice by an impatient finger counts once. */
const sent = new WeakMap();
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  const [before, button] = sent.get(event.target) ?? [0, null];
  if (Date.now() - before < 3000 && button === event.submitter) event.preventDefault();
  else sent.set(event.target, [Date.now(), event.submitter]);
});

/* Open menus close with Escape, or when one goes elsewhere. */
const menus = () => document.querySelectorAll(".menu[open], .menu-more[open]");
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("htmx:afterSwap", (event) => wake(event.target));
wake(document);
