// The chart card, drawn from its JSON: chart, data, how it was made, files, and the address of each
// number. It knows nothing of what has brought the JSON.
/** @import { CardContent, Followed, Piece, Query, View } from "./types.d.ts" */
import { createChart } from "./chart.js"
import { element, linked, statusLine } from "./dom.js"
import { downloadButtons } from "./download_dialog.js"
import { DRAWN, OPEN_NUMBER } from "./heading.js"
import { createJobs } from "./jobs.js"
import { follower, setFilter } from "./page_choice.js"
import { createPanel } from "./panel.js"
import { table } from "./table.js"
import { createTabs } from "./tabs.js"

/** @returns {View<CardContent>} */
export function createView() {
  /** @type {CardContent | undefined} */
  let content
  const root = element("section", { class: "vm-card" })
  const status = statusLine()
  const words = createWords()
  const panel = createPanel(root, () => content, { filter: setFilter })
  const chart = createChart(root, {
    mark(address) {
      panel.openBelowChart(address)
      const choice = content?.choices[address]
      if (choice) setFilter(...choice)
    },
    // What a click on a mark chose, a double click on the chart takes back.
    reset() {
      const filters = Object.values(content?.choices ?? {}).map(([filter]) => filter)
      for (const filter of new Set(filters)) setFilter(filter, null)
    },
    failure: (text) => status.replaceChildren(text),
  })
  const panels = {
    chart: element("div", {}, chart.root, words.empty),
    data: element("div", { class: "vm-scroll", tabindex: "0" }),
    making: element("div", { class: "vm-making" }),
  }
  const parts = {
    chart: { label: "Chart", panel: panels.chart },
    data: { label: "Data", panel: panels.data },
    making: { label: "How it was made", panel: panels.making },
  }

  // Only the part in view is made; the others when they are opened.
  /** @param {string} part */
  function render(part) {
    if (!content) return
    if (part === "data") {
      panels.data.replaceChildren(table(content.rows, ...linked(content.linked.title)))
    }
    if (part === "making") panels.making.replaceChildren(...making(content))
    if (part === "chart" && !content.empty && !chart.isDrawn(content)) chart.draw(content)
  }

  const tabs = createTabs(parts, render)
  const buttons = downloadButtons(createJobs(status), root, () => shown(content))
  root.append(
    words.head,
    words.says,
    element(
      "div",
      { class: "vm-bar" },
      tabs.bar,
      element("div", { class: "vm-buttons" }, ...buttons),
    ),
    ...Object.values(panels),
    panel.root,
    status,
    words.foot,
  )
  // A number of the headline opens the panel here, where the page's first card stands.
  const openFromHeadline = (/** @type {Event} */ event) => {
    if (!(event instanceof CustomEvent) || event.detail.card !== content?.name) return
    panel.open(event.detail.address, event.detail.opener)
  }
  document.addEventListener(OPEN_NUMBER, openFromHeadline)
  /** @param {CardContent} next */
  function draw(next) {
    content = next
    status.replaceChildren()
    chart.root.hidden = Boolean(next.empty)
    if (next.empty) chart.leave(next.stamp)
    render(tabs.selected()) // before the words: it measures a page laid out already
    words.render(next)
    for (const one of buttons) one.hidden = Boolean(next.empty)
    panel.refresh() // what is open must still be there: another choice may not have the number
    document.dispatchEvent(new CustomEvent(DRAWN, { detail: next }))
  }

  /** @type {Followed} */
  const followed = { name: "", draw }
  return {
    root,
    update(next) {
      followed.name = next.name
      follower.bring(followed, next)
    },
    destroy() {
      follower.leave(followed)
      chart.destroy()
      document.removeEventListener(OPEN_NUMBER, openFromHeadline)
    },
  }
}

/**
 * @param {CardContent | undefined} content
 * @returns {CardContent}
 */
function shown(content) {
  if (!content) throw new Error("there is no chart yet")
  return content
}

// The words around the chart.
function createWords() {
  const about = element("p", { class: "vm-about" })
  const title = element("h2")
  const subtitle = element("p", { class: "vm-subtitle" })
  const head = element("header", {}, about, title, subtitle)
  const says = element("p", { class: "vm-says" })
  const empty = element("p", { class: "vm-empty" })
  const foot = element("footer", { class: "vm-foot" })
  /** @param {CardContent} content */
  const render = (content) => {
    const texts = content.linked
    about.replaceChildren(...linked(texts.about))
    title.replaceChildren(...linked(texts.title))
    subtitle.replaceChildren(...linked(texts.subtitle))
    empty.replaceChildren(...linked(texts.empty))
    empty.hidden = !content.empty
    head.hidden = content.leads // then it stands above, as the headline of the page
    const scope = texts.scope.flatMap((pieces) => [" ", ...linked(pieces)])
    says.replaceChildren(...linked(texts.says), ...scope)
    foot.replaceChildren(...footer(content))
  }
  return { head, says, empty, foot, render }
}

/**
 * The source stands directly under the chart, the notes fold behind their count.
 * @param {CardContent} content
 */
function footer({ linked: texts, scope, link }) {
  const notes = texts.notes.slice(scope.length) // the scope stands above the chart
  return [
    ...(texts.source?.length
      ? [element("p", { class: "vm-source" }, ...linked(texts.source))]
      : []),
    ...(notes.length ? [folded(notes)] : []),
    element("p", { class: "vm-on-paper" }, `This view: ${link}`),
  ]
}

/** @param {Piece[][]} notes */
function folded(notes) {
  const count = notes.length === 1 ? "1 note" : `${notes.length} notes`
  const summary = element("summary", { "data-rows": "" }, `${count} on how these numbers were read`)
  const lines = notes.map((pieces) => element("p", {}, ...linked(pieces)))
  return element("details", { class: "vm-notes" }, summary, ...lines)
}

/** @param {CardContent} content */
function making({ making: [rows, derived], derived: numbers }) {
  const scroll = { class: "vm-scroll", tabindex: "0" }
  return [
    element("h3", {}, "What the chart draws"),
    ...query(rows),
    element("h3", {}, "What is worked out from it"),
    ...(numbers.rows ? [element("div", scroll, table(numbers, "Derived numbers"))] : []),
    ...query(derived),
  ]
}

/** @param {Query} one */
function query(one) {
  const code = codeOf(one)
  const words = element("p", {}, one.says)
  if (!code) return [words]
  return [words, element("pre", { tabindex: "0" }, element("code", {}, code))]
}

/**
 * @param {Query} query
 * @returns {string} its SQL, and under it the values that are bound
 */
export function codeOf({ sql, values }) {
  const bound = Object.entries(values).map(([name, value]) => `$${name} = ${JSON.stringify(value)}`)
  const line = bound.length ? `-- with ${bound.join(", ")}; an empty list means all` : ""
  return [sql, line].filter(Boolean).join("\n")
}
