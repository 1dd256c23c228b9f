// The chart card: chart, data, how it was made, image buttons. Every text is set as text, never as markup.
const LIBRARY = "./_stcore/bidi-components/plotlyjs.lib/plotly.min.js"
const CONFIG = { responsive: true, displayModeBar: false, displaylogo: false, doubleClick: false }
const TABS = { chart: "Chart", data: "Data", making: "How it was made" }
const FORMATS = { png: 2, svg: 1 }
const cards = new WeakMap()
let library

function plotly() {
  library ??= new Promise((done, failed) => {
    const script = document.createElement("script")
    script.src = LIBRARY
    script.onload = () => (window.Plotly ? done(window.Plotly) : failed(new Error("no Plotly")))
    script.onerror = () => failed(new Error("plotly.js did not load"))
    document.head.append(script)
  })
  library.catch(() => (library = undefined))
  return library
}

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

export default function ({ data, parentElement }) {
  if (!cards.has(parentElement)) cards.set(parentElement, mount(parentElement))
  const card = cards.get(parentElement)
  const content = JSON.parse(new TextDecoder().decode(data))
  if (content.stamp !== card.content?.stamp) update(card, content)
  return () => unmount(parentElement)
}

function unmount(parent) {
  const card = cards.get(parent)
  if (!card) return
  card.themes.disconnect()
  window.Plotly?.purge(card.plot)
  card.root.remove()
  cards.delete(parent)
}

function mount(parent) {
  const card = { says: element("p", { class: "vm-says" }), title: element("h2"), subtitle: element("p", { class: "vm-subtitle" }) }
  card.plot = element("div", { class: "vm-plot", role: "figure" })
  card.empty = element("p", { class: "vm-empty" })
  card.said = element("p", { class: "vm-said", role: "status", "aria-live": "polite" })
  card.foot = element("footer", { class: "vm-foot" })
  card.panels = {
    chart: element("div", {}, card.plot, card.empty),
    data: element("div", { class: "vm-scroll", tabindex: "0" }),
    making: element("div", { class: "vm-making" }),
  }
  card.root = element(
    "section", { class: "vm-card" },
    element("header", {}, card.says, card.title, card.subtitle),
    bar(card), ...Object.values(card.panels), card.said, card.foot,
  )
  parent.append(card.root)
  card.themes = followTheme(card)
  return card
}

// ---- tabs and buttons

function bar(card) {
  card.tabs = Object.entries(TABS).map(([name, label]) => tab(card, name, label))
  const list = element("div", { class: "vm-tabs", role: "tablist", "aria-label": "Views of the chart" }, ...card.tabs)
  list.addEventListener("keydown", (event) => moveTab(card, event))
  card.buttons = Object.keys(FORMATS).map((format) => button(card, format))
  choose(card, card.tabs[0])
  return element("div", { class: "vm-bar" }, list, element("div", { class: "vm-buttons" }, ...card.buttons))
}

function tab(card, name, label) {
  const made = element("button", { type: "button", role: "tab", "data-panel": name }, label)
  const id = `vm-${name}-${crypto.getRandomValues(new Uint32Array(1))[0]}`
  made.id = `${id}-tab`
  made.setAttribute("aria-controls", id)
  Object.entries({ id, role: "tabpanel", "aria-labelledby": made.id }).forEach(([k, v]) => card.panels[name].setAttribute(k, v))
  made.addEventListener("click", () => choose(card, made))
  return made
}

function choose(card, chosen) {
  for (const one of card.tabs) {
    const on = one === chosen
    one.setAttribute("aria-selected", on)
    one.tabIndex = on ? 0 : -1
    card.panels[one.dataset.panel].hidden = !on
  }
  if (card.content) fill(card, chosen.dataset.panel)
}

function moveTab(card, event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (!step) return
  const now = card.tabs.findIndex((one) => one.getAttribute("aria-selected") === "true")
  const next = card.tabs[(now + step + card.tabs.length) % card.tabs.length]
  choose(card, next)
  next.focus()
  event.preventDefault()
}

function button(card, format) {
  const label = format.toUpperCase()
  const made = element("button", { type: "button", "data-format": format, "aria-label": `Download the chart as ${label}` }, label)
  made.addEventListener("click", () => download(card, format, made))
  return made
}

// ---- image files

async function download(card, format, made) {
  const { data, file, filename } = card.content
  made.disabled = true
  say(card, `Making the ${format.toUpperCase()} …`)
  try {
    const options = { format, width: file.width, height: file.height, scale: FORMATS[format] }
    const library = await plotly()
    const url = await library.toImage({ data: structuredClone(data), layout: file, config: { staticPlot: true } }, options)
    await save(card, url, `${filename}.${format}`)
  } catch (error) {
    say(card, `This browser did not make the ${format.toUpperCase()} (${error?.message ?? error}). Try the other format, or take the numbers from the data tab.`)
  } finally {
    made.disabled = false
  }
}

async function save(card, url, name) {
  const blob = await (await fetch(url)).blob()
  const address = URL.createObjectURL(blob)
  element("a", { href: address, download: name }).click()
  const open = element("a", { href: address, target: "_blank", rel: "noopener" }, "open it here")
  say(card, `${name} is made. If your browser did not save it, `, open, ".")
  card.address && URL.revokeObjectURL(card.address)
  card.address = address
}

function say(card, ...words) {
  card.said.replaceChildren(...words)
}

// ---- content

function update(card, content) {
  card.content = content
  say(card)
  card.says.textContent = content.says
  card.title.textContent = content.title
  card.subtitle.textContent = content.subtitle ?? ""
  card.empty.textContent = content.empty ?? ""
  card.empty.hidden = !content.empty
  card.plot.hidden = Boolean(content.empty)
  for (const one of card.buttons) one.hidden = Boolean(content.empty)
  card.foot.replaceChildren(...notes(content))
  fill(card, shown(card))
}

function shown(card) {
  return card.tabs.find((one) => one.getAttribute("aria-selected") === "true").dataset.panel
}

// Only the panel in view is made; the others when they are opened.
function fill(card, panel) {
  const { content } = card
  if (panel === "data") card.panels.data.replaceChildren(table(content.rows, content.title))
  if (panel === "making") card.panels.making.replaceChildren(...making(content))
  if (panel === "chart" && card.plot.dataset.drawn !== content.stamp) draw(card)
}

function notes(content) {
  const lines = [...(content.notes ?? []), content.source ?? ""].filter(Boolean)
  return lines.map((line) => element("p", {}, line))
}

function table(rows, caption) {
  const cells = (kind, texts) => texts.map((text, i) => element(kind, { ...(kind === "th" && { scope: "col" }), ...(i === rows.numeric && { class: "vm-number" }) }, text))
  const body = rows.cells.map((row) => element("tr", {}, ...cells("td", row)))
  const more = rows.rows > rows.cells.length ? `, first ${rows.cells.length}` : ""
  return element(
    "table", {},
    element("caption", {}, `${caption} (${rows.rows} ${rows.rows === 1 ? "row" : "rows"}${more})`),
    element("thead", {}, element("tr", {}, ...cells("th", rows.labels))),
    element("tbody", {}, ...body),
  )
}

function making(content) {
  const [rows, derived] = content.making
  const parts = [element("h3", {}, "What the chart draws"), ...query(rows)]
  parts.push(element("h3", {}, "What is worked out from it"))
  if (content.derived.rows) parts.push(element("div", { class: "vm-scroll", tabindex: "0" }, table(content.derived, "Derived numbers")))
  return [...parts, ...query(derived)]
}

function query({ says, sql, values }) {
  const bound = Object.entries(values).map(([name, value]) => `$${name} = ${JSON.stringify(value)}`)
  const code = [sql, bound.length ? `-- with ${bound.join(", ")}; an empty list means all` : ""].filter(Boolean).join("\n")
  return [element("p", {}, says), element("pre", { tabindex: "0" }, element("code", {}, code))]
}

// ---- drawing

async function draw(card) {
  const { data, layout, alt, empty, stamp } = card.content
  if (empty) return void (card.plot.dataset.drawn = stamp)
  card.plot.setAttribute("aria-label", alt)
  card.plot.style.minHeight = layout.meta.ratio ? "" : `${layout.height}px`
  try {
    const library = window.Plotly ?? (await plotly())
    if (card.content.stamp !== stamp) return
    await library.react(card.plot, data, themed(card, layout), CONFIG)
    card.plot.dataset.drawn = stamp
  } catch (error) {
    say(card, `The chart could not be drawn (${error?.message ?? error}). The data tab has the same numbers; reload the page to try again.`)
  }
}

function themed(card, original) {
  const style = getComputedStyle(card.root)
  const layout = structuredClone(original)
  const inner = layout.template.layout
  const grid = style.getPropertyValue("--vm-grid").trim()
  Object.assign(inner.font, { color: style.color, family: style.fontFamily })
  inner.hoverlabel.font.family = style.fontFamily
  const { ratio } = layout.meta
  if (ratio) layout.height = Math.min(layout.height, card.root.clientWidth * ratio + 60)
  inner.paper_bgcolor = "rgba(0,0,0,0)"
  for (const axis of [inner.xaxis, inner.yaxis]) Object.assign(axis, { gridcolor: grid, linecolor: grid, zerolinecolor: grid })
  return layout
}

function followTheme(card) {
  let ink = getComputedStyle(card.root).color
  const redraw = () => {
    const now = getComputedStyle(card.root).color
    if (now !== ink && card.content) draw(card)
    ink = now
  }
  const watch = new MutationObserver(() => requestAnimationFrame(redraw))
  watch.observe(document.head, { childList: true, subtree: true, characterData: true })
  for (let up = card.root.parentElement; up; up = up.parentElement) watch.observe(up, { attributes: true, attributeFilter: ["style", "class"] })
  return watch
}
