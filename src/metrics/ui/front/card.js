// The chart card: chart, data, how it was made, image buttons, and the address of each number.
import { element, linked, say, saying } from "./dom.js"
import { draw, followTheme, forget } from "./draw.js"
import { OPEN } from "./heading.js"
import { choose, close, fill as refill, open, openMark, withPanel } from "./panel.js"
import { table } from "./table.js"
import { shown, tabs } from "./tabs.js"
import { buttons } from "./take.js"

const TWICE = 400 // milliseconds in which the clicks of a double click count no more

export function mount(parent) {
  const card = {
    about: element("p", { class: "vm-about" }),
    title: element("h2"),
    subtitle: element("p", { class: "vm-subtitle" }),
    says: element("p", { class: "vm-says" }),
  }
  card.head = element("header", {}, card.about, card.title, card.subtitle)
  card.plot = element("div", { class: "vm-plot", role: "figure" })
  card.empty = element("p", { class: "vm-empty" })
  card.said = saying()
  card.foot = element("footer", { class: "vm-foot" })
  card.panels = {
    chart: element("div", {}, card.plot, card.empty),
    data: element("div", { class: "vm-scroll", tabindex: "0" }),
    making: element("div", { class: "vm-making" }),
  }
  card.root = element("section", { class: "vm-card" })
  card.buttons = buttons(card)
  card.root.append(
    card.head,
    card.says,
    element(
      "div",
      { class: "vm-bar" },
      tabs(card, fill),
      element("div", { class: "vm-buttons" }, ...card.buttons),
    ),
    ...Object.values(card.panels),
    withPanel(card),
    card.said,
    card.foot,
  )
  card.clicked = (address) => {
    if (performance.now() - (card.twice ?? -TWICE) < TWICE) return
    openMark(card, address)
    choose(card, card.content.choices[address])
  }
  // What a click on a mark chose, a double click on the chart takes back.
  card.clickedTwice = () => {
    card.twice = performance.now()
    for (const name of new Set(Object.values(card.content.choices).map(([name]) => name))) {
      choose(card, [name, null])
    }
  }
  // A number of the headline opens the panel here, where the page's first card stands.
  card.openFromHeadline = ({ detail }) => {
    if (detail.card === card.content?.name) open(card, detail.address, detail.opener)
  }
  document.addEventListener(OPEN, card.openFromHeadline)
  parent.append(card.root)
  card.themes = followTheme(card)
  return card
}

export function unmount(card) {
  card.themes.disconnect()
  document.removeEventListener(OPEN, card.openFromHeadline)
  forget(card)
}

export function update(card, content) {
  say(card)
  for (const name of ["about", "title", "subtitle", "empty"]) {
    card[name].replaceChildren(...linked(content.linked[name]))
  }
  card.head.hidden = content.leads // then it stands above, as the headline of the page
  const scope = content.linked.scope.flatMap((pieces) => [" ", ...linked(pieces)])
  card.says.replaceChildren(...linked(content.linked.says), ...scope)
  card.empty.hidden = !content.empty
  card.plot.hidden = Boolean(content.empty)
  for (const one of card.buttons) one.hidden = Boolean(content.empty)
  card.foot.replaceChildren(...foot(content))
  // What stays open must still be there: another choice may not have the number.
  const address = card.panel.dataset.address
  if (!card.panel.hidden && !refill(card, address)) close(card)
  fill(card, shown(card))
}

// The source stands directly under the chart, the notes fold behind their count.
function foot({ linked: texts, scope, link }) {
  const line = (pieces) => element("p", {}, ...linked(pieces))
  const notes = texts.notes.slice(scope.length) // the scope stands above the chart
  return [
    ...(texts.source?.length
      ? [element("p", { class: "vm-source" }, ...linked(texts.source))]
      : []),
    ...(notes.length ? [folded(notes.map(line))] : []),
    element("p", { class: "vm-on-paper" }, `This view: ${link}`),
  ]
}

function folded(lines) {
  const words = lines.length === 1 ? "1 note" : `${lines.length} notes`
  const summary = element("summary", { "data-rows": "" }, `${words} on how these numbers were read`)
  return element("details", { class: "vm-notes" }, summary, ...lines)
}

// Only the panel in view is made; the others when they are opened.
function fill(card, panel) {
  const { content } = card
  if (!content) return
  if (panel === "data") {
    card.panels.data.replaceChildren(table(content.rows, ...linked(content.linked.title)))
  }
  if (panel === "making") card.panels.making.replaceChildren(...making(content))
  if (panel === "chart" && card.plot.dataset.drawn !== content.stamp) draw(card)
}

function making(content) {
  const [rows, derived] = content.making
  const parts = [element("h3", {}, "What the chart draws"), ...query(rows)]
  parts.push(element("h3", {}, "What is worked out from it"))
  if (content.derived.rows) {
    parts.push(
      element(
        "div",
        { class: "vm-scroll", tabindex: "0" },
        table(content.derived, "Derived numbers"),
      ),
    )
  }
  return [...parts, ...query(derived)]
}

function query({ says, sql, values }) {
  const bound = Object.entries(values).map(([name, value]) => `$${name} = ${JSON.stringify(value)}`)
  const code = [sql, bound.length ? `-- with ${bound.join(", ")}; an empty list means all` : ""]
    .filter(Boolean).join("\n")
  if (!code) return [element("p", {}, says)]
  return [element("p", {}, says), element("pre", { tabindex: "0" }, element("code", {}, code))]
}
