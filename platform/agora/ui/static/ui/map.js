/* A map that opens in the page: Leaflet over the city's own drawing, without tiles.
   What it needs is fetched when it opens, from our own host. */

const CELL = 56; // pixels: ideas nearer than that are gathered
const STEP = 48; // pixels: how far an arrow moves
const numbers = (text) => text.split(" ").map(Number);

const asked = new Map();
function once(tag, facts) {
  const key = facts.src ?? facts.href;
  if (!asked.has(key)) {
    asked.set(key, new Promise((done, failed) => {
      const element = Object.assign(document.createElement(tag), facts);
      element.onload = done;
      element.onerror = () => { asked.delete(key); element.remove(); failed(new Error(key)); };
      document.head.append(element);
    }));
  }
  return asked.get(key);
}

async function read(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(answer.status);
  return answer;
}

async function drawing(facts) {
  const [drawn] = await Promise.all([
    read(facts.drawing).then((answer) => answer.text()),
    once("script", { src: facts.leaflet }),
    ...facts.styles.split(" ").map((href) => once("link", { rel: "stylesheet", href })),
  ]);
  return drawn;
}

/* The city in the units of its drawing: x to the right, y downwards. */
class City {
  constructor(canvas, facts, drawing) {
    const { L } = window;
    [this.west, this.south, this.east, this.north, this.left, this.top, this.right, this.bottom] = numbers(facts.ground);
    this.room = numbers(facts.room);
    this.map = L.map(canvas, {
      crs: L.CRS.Simple, attributionControl: false, zoomControl: false, keyboard: false, inertia: false,
      scrollWheelZoom: false, zoomAnimation: false, fadeAnimation: false, zoomSnap: .25, minZoom: -2, maxZoom: 5,
    });
    L.control.zoom({ zoomInTitle: facts.zoomIn, zoomOutTitle: facts.zoomOut }).addTo(this.map);
    const size = [[-Number(facts.height), 0], [0, 600]];
    this.svg = this.draw(drawing, facts.height);
    this.see(this.room);
    L.svgOverlay(this.svg, size).addTo(this.map);
    const [left, top, right, bottom] = this.room;
    this.map.setMaxBounds([[-bottom - 120, left - 120], [-top + 120, right + 120]]);
    canvas.addEventListener("keydown", (event) => event.target === canvas && this.key(event));
  }

  draw(drawing, height) {
    const from = new DOMParser().parseFromString(drawing, "image/svg+xml");
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", `0 0 600 ${height}`);
    svg.setAttribute("aria-hidden", "true");
    const take = (path, name) => {
      const copy = document.importNode(path, true);
      copy.removeAttribute("id");
      copy.setAttribute("class", name);
      if (name !== "bank" && name !== "water") copy.setAttribute("vector-effect", "non-scaling-stroke");
      svg.append(copy);
      return copy;
    };
    this.areas = [...from.querySelectorAll("path[id^=s]")].map((path) => [path.id.slice(1), take(path, "area")]);
    for (const [id, name] of [["bord", "edge"], ["fil", "bank"], ["fil", "water"]]) {
      const path = from.getElementById(id);
      if (path?.getAttribute("d")) take(path, name);
    }
    return svg;
  }

  key(event) {
    const moves = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
    if (moves[event.key]) this.map.panBy(moves[event.key], { animate: false });
    else if (event.key === "+" || event.key === "=") this.map.zoomIn();
    else if (event.key === "-") this.map.zoomOut();
    else return;
    event.preventDefault();
  }

  see([left, top, right, bottom], how = {}) {
    this.map.fitBounds([[-bottom, left], [-top, right]], { animate: false, ...how });
  }

  show(number) {
    for (const [own, path] of this.areas) path.classList.toggle("here", own === number);
  }

  units(latitude, longitude) {
    return [
      this.left + (longitude - this.west) * (this.right - this.left) / (this.east - this.west),
      this.top + (this.north - latitude) * (this.bottom - this.top) / (this.north - this.south),
    ];
  }

  degrees(x, y) {
    return [
      this.north - (y - this.top) * (this.north - this.south) / (this.bottom - this.top),
      this.west + (x - this.left) * (this.east - this.west) / (this.right - this.left),
    ];
  }

  holds(x, y) {
    const [left, top, right, bottom] = this.room;
    return left <= x && x <= right && top <= y && y <= bottom;
  }

  areaAt(x, y) {
    const point = this.svg.createSVGPoint();
    [point.x, point.y] = [x, y];
    return this.areas.find(([, path]) => path.isPointInFill(point))?.[0];
  }
}

/* A place chosen on the map: what lies under the cross, or where one presses. */
customElements.define("ui-place", class extends HTMLElement {
  connectedCallback() {
    const form = this.closest("form");
    [this.latitude, this.longitude, this.sector] = ["latitude", "longitude", "sector"].map((name) => form.elements.namedItem(name));
    this.names = JSON.parse(this.dataset.sectors);
    this.button = this.part("open");
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.toggle());
    this.part("set").addEventListener("click", () => this.put(this.city.map.getCenter()));
    this.part("remove").addEventListener("click", (event) => { event.preventDefault(); this.remove(); });
  }

  part(name) { return this.querySelector(`[data-${name}]`); }

  say(key, value = "") { this.part("said").textContent = this.dataset[key].replace("{}", value); }

  async toggle() {
    const panel = this.part("panel");
    panel.hidden = !panel.hidden;
    this.button.setAttribute("aria-expanded", String(!panel.hidden));
    if (panel.hidden) return;
    try {
      this.drawing ??= drawing(this.dataset);
      const drawn = await this.drawing;
      if (panel.hidden) return; // closed again while it came: a map has no size there
      if (this.city) this.city.map.invalidateSize(); // the screen may have turned while it was closed
      else this.open(drawn);
      this.canvas.focus();
    } catch {
      this.drawing = null;
      panel.hidden = true;
      this.button.setAttribute("aria-expanded", "false");
      this.say("failed");
    }
  }

  open(drawn) {
    this.canvas = this.part("canvas");
    this.city = new City(this.canvas, this.dataset, drawn);
    const { map } = this.city;
    this.cross = Object.assign(document.createElement("div"), { className: "cross" });
    this.canvas.append(this.cross);
    if (this.latitude.value) {
      const [x, y] = this.city.units(Number(this.latitude.value), Number(this.longitude.value));
      this.mark(x, y);
      map.setView([-y, x], Math.max(map.getZoom(), 1), { animate: false });
    }
    map.on("moveend", () => this.under());
    map.on("click", (event) => { map.panTo(event.latlng, { animate: false }); this.put(event.latlng); });
    this.canvas.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== this.canvas) return;
      event.preventDefault();
      this.put(map.getCenter());
    });
    this.under();
  }

  nameAt({ lat, lng }) { return this.names[this.city.areaAt(lng, -lat)]; }

  under() {
    const found = this.nameAt(this.city.map.getCenter());
    this.part("under").textContent = found ? this.dataset.over.replace("{}", found.name) : this.dataset.overNone;
  }

  put(where) {
    const [x, y] = [where.lng, -where.lat];
    if (!this.city.holds(x, y)) return this.say("outside");
    const [latitude, longitude] = this.city.degrees(x, y);
    this.fill(latitude.toFixed(6), longitude.toFixed(6));
    this.mark(x, y);
    const found = this.nameAt(where);
    if (found && (!this.sector.value || this.sector.value === this.suggested)) {
      this.suggested = this.sector.value = String(found.value);
    }
    this.part("remove").hidden = false;
    return found ? this.say("inside", found.name) : this.say("placed");
  }

  fill(latitude, longitude) {
    [this.latitude.value, this.longitude.value] = [latitude, longitude];
    this.latitude.dispatchEvent(new Event("input", { bubbles: true }));
  }

  mark(x, y) {
    const icon = window.L.divIcon({ className: "pin-at", iconSize: [28, 28] });
    this.marker?.remove();
    this.marker = window.L.marker([-y, x], { icon, interactive: false, keyboard: false }).addTo(this.city.map);
  }

  remove() {
    this.fill("", "");
    if (this.sector.value === this.suggested) this.sector.value = "";
    this.marker?.remove();
    this.part("remove").hidden = true;
    this.say("removed");
    (this.part("panel").hidden ? this.button : this.canvas).focus();
  }
});

/* The ideas of a list, gathered by the server where they stand too close. */
customElements.define("ui-ideas", class extends HTMLElement {
  looks = 0; // so many times one looked elsewhere: what is answered to a former look comes too late

  async connectedCallback() {
    const picture = this.querySelector("svg.map");
    this.canvas = Object.assign(document.createElement("div"), { className: "live", tabIndex: 0 });
    this.canvas.setAttribute("role", "region");
    this.canvas.setAttribute("aria-label", this.dataset.label);
    this.canvas.style.aspectRatio = picture.viewBox.baseVal.width / picture.viewBox.baseVal.height;
    try {
      const drawn = await drawing(this.dataset);
      picture.replaceWith(this.canvas);
      this.city = new City(this.canvas, this.dataset, drawn);
      this.spots = window.L.layerGroup().addTo(this.city.map);
      this.city.map.on("movestart", () => this.leave());
      this.city.map.on("moveend", () => this.soon());
      for (const event of ["mouseover", "mouseout", "focusin", "focusout"]) {
        this.querySelector(".places").addEventListener(event, ({ type, target }) => {
          const link = ["mouseover", "focusin"].includes(type) && target.closest("a");
          this.city.show(link && link.querySelector("b").textContent);
        });
      }
      await this.show();
    } catch {
      this.canvas.replaceWith(picture); // the same by sector, as without script
    }
  }

  /* One moves: nothing more is drawn of what one saw. */
  leave() {
    clearTimeout(this.timer);
    this.setAttribute("aria-busy", "true");
    return ++this.looks;
  }

  soon(wait = 150) {
    const look = this.leave();
    this.timer = setTimeout(() => this.show(look).catch(() => this.rest(look)), wait);
  }

  rest(look) { if (look === this.looks) this.removeAttribute("aria-busy"); }

  /* The part one sees, cut in cells that stay where they are while one moves about. */
  grid() {
    const { map } = this.city;
    const cell = CELL / 2 ** map.getZoom();
    const seen = map.getBounds();
    const [left, top] = [Math.floor(seen.getWest() / cell), Math.floor(-seen.getNorth() / cell)];
    const columns = Math.min(24, Math.ceil(seen.getEast() / cell) - left);
    const rows = Math.min(24, Math.ceil(-seen.getSouth() / cell) - top);
    return { cell, left, top, columns, rows };
  }

  async show(look = this.looks) {
    const { cell, left, top, columns, rows } = this.grid();
    const [north, west] = this.city.degrees(left * cell, top * cell);
    const [south, east] = this.city.degrees((left + columns) * cell, (top + rows) * cell);
    const url = new URL(this.dataset.points, location.href);
    url.searchParams.set("cadre", [west, south, east, north].map((side) => side.toFixed(6)).join(","));
    url.searchParams.set("mailles", `${columns},${rows}`);
    const { features } = await (await read(url)).json();
    if (look !== this.looks) return;
    const held = document.activeElement.closest?.(".spot");
    this.spots.clearLayers();
    let count = 0;
    for (const feature of features) count += this.spot(feature, cell);
    if (held?.href) this.canvas.querySelector(`.spot[href="${held.getAttribute("href")}"]`)?.focus();
    if (held && !this.canvas.contains(document.activeElement)) this.canvas.focus();
    this.rest(look);
    this.querySelector("[data-said]").textContent = this.dataset[count > 1 ? "seen" : `seen${count}`].replace("{}", count);
  }

  spot({ geometry, properties, bbox }, cell) {
    const [longitude, latitude] = geometry.coordinates;
    const apart = (at) => { // a finger apart from its neighbours
      const start = Math.floor(at / cell) * cell;
      return Math.min(Math.max(at, start + .27 * cell), start + .73 * cell);
    };
    const [x, y] = this.city.units(latitude, longitude).map(apart);
    if (!this.city.map.getBounds().pad(-.02).contains([-y, x])) return 0;
    const alone = properties.count === 1;
    const element = document.createElement(alone ? "a" : "button");
    element.className = alone ? "spot" : "spot spot-many";
    const words = alone ? properties.ideas[0].title : this.dataset.many.replace("{}", properties.count);
    const hidden = Object.assign(document.createElement("span"), { className: "vh", textContent: words });
    if (alone) element.href = properties.ideas[0].url;
    else {
      element.type = "button";
      element.append(Object.assign(document.createElement("span"), { textContent: properties.count, ariaHidden: "true" }));
      element.addEventListener("click", () => this.near(properties, bbox));
    }
    element.append(hidden);
    const icon = window.L.divIcon({ className: "spot-at", html: element, iconSize: [36, 36] });
    const marker = window.L.marker([-y, x], { icon, keyboard: false }).addTo(this.spots);
    marker.bindTooltip(document.createTextNode(words), { direction: "auto", offset: [14, 0], opacity: 1 });
    element.addEventListener("focus", () => {
      marker.openTooltip();
      const at = this.city.map.latLngToContainerPoint([-y, x]);
      if (at.x < 76 && at.y < 120) this.city.map.panBy([-76, 0], { animate: false }); // out from under + and -
    });
    element.addEventListener("blur", () => marker.closeTooltip());
    return properties.count;
  }

  /* Come closer; ideas that no zoom would part are named below. */
  near(properties, [west, south, east, north]) {
    const { map } = this.city;
    const list = this.querySelector("[data-here]");
    list.hidden = true;
    if (properties.ideas) {
      list.replaceChildren(...properties.ideas.map(({ title, url }) => {
        const line = document.createElement("li");
        line.append(Object.assign(document.createElement("a"), { href: url, textContent: title }));
        return line;
      }));
      list.hidden = false;
      list.querySelector("a")?.focus();
      return;
    }
    const before = map.getZoom();
    const [left, top] = this.city.units(north, west);
    const [right, bottom] = this.city.units(south, east);
    this.city.see([left, top, right, bottom], { padding: [CELL, CELL], maxZoom: before + 2 });
    if (map.getZoom() <= before) map.setZoom(before + 1);
    this.soon(600); // unless the move, which is animated, ends before
  }
});
