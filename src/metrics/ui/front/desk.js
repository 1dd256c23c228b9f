// @ts-check
// The desk: a report's numbers one after the other, each confirmed with a key.
import { ask, Refused } from "./desk_api.js"
import { cleanList } from "./desk_clean.js"
import { publishForm } from "./desk_dataset.js"
import { act, keyBar, pressed } from "./desk_keys.js"
import { Model } from "./desk_model.js"
import { secondReader } from "./desk_second.js"
import { start } from "./desk_start.js"
import { drawSoon, go, part, tell, watchPresses } from "./desk_view.js"
import { button, element, messageOf } from "./dom.js"

/** @import { View } from "./desk_view.js" */

const OPEN = "vm-desk-report" // the report that this browser has open, by its id
const WHO = "vm-desk-who"
const WAIT = "Not all decisions are saved yet: wait until they are, then choose another report."
const CODE = /^#second=([0-9a-f.]+)$/ // of a link for a second reader; a server never logs it
/** @returns {import("./types.d.ts").View<any>} */
export function createView() {
  /** @type {View} */
  const view = {
    root: element("section", { class: "vm-card vm-desk", "aria-label": "The desk" }),
    queue: "",
    act: (name) => void act(view, name),
  }
  view.root.addEventListener("keydown", (event) => pressed(view, event))
  const gone = new AbortController()
  watchPresses(view, gone.signal)
  /** @param {BeforeUnloadEvent} event */
  const leaving = (event) => {
    if (view.model?.pending.length) event.preventDefault()
  }
  addEventListener("beforeunload", leaving, { signal: gone.signal })
  return {
    root: view.root,
    update: (content) => update(view, content),
    destroy: () => gone.abort(),
  }
}

/**
 * @param {View} view
 * @param {any} content
 */
function update(view, content) {
  view.content = content
  const code = CODE.exec(location.hash)
  const open = code ? `shared/${code[1]}` : localStorage.getItem(OPEN)
  if (open && !view.model) void openReport(view, open)
  else if (!view.model) void begin(view)
}

/**
 * @param {View} view
 * @param {string} [message] why no report is open
 */
async function begin(view, message = "") {
  view.model = undefined
  if (CODE.test(location.hash)) history.replaceState(history.state, "", location.pathname)
  else localStorage.removeItem(OPEN)
  await start(view.root, view.content, (id) => openReport(view, id), message)
}

/**
 * @param {View} view
 * @param {string} id
 */
async function openReport(view, id) {
  let report
  try {
    report = await ask(`/${id}`)
  } catch (error) {
    return notOpened(view, id, error)
  }
  const model = new Model(id, report)
  if (!model.isShared) localStorage.setItem(OPEN, id)
  model.who = localStorage.getItem(WHO) ?? ""
  view.model = model
  view.queue = ""
  frame(view, model)
  model.changed = () => drawSoon(view)
  model.failed = (words) => tell(view, words)
  go(view, model.own.find((one) => model.isLeft(one)) ?? model.numbers[0])
  part(view, "work").focus({ preventScroll: true })
}

/**
 * A report that is not there is forgotten; where the server does not answer it may be tried again.
 * @param {View} view
 * @param {string} id
 * @param {unknown} error
 */
function notOpened(view, id, error) {
  if (error instanceof Refused && error.isMissing) {
    const gone = "The link opens no report: it was removed, or the link is not whole."
    return begin(view, id.startsWith("shared/") ? gone : "")
  }
  view.root.replaceChildren(
    element("h2", {}, "The report could not be opened"),
    element("p", { role: "alert" }, messageOf(error)),
    element(
      "p",
      { class: "vm-taking" },
      button("Try again", {}, () => void openReport(view, id)),
      button("Other report", {}, () => void begin(view)),
    ),
  )
}

/**
 * Make the parts of the desk anew; nothing is drawn in them yet.
 * @param {View} view
 * @param {Model} model
 */
function frame(view, model) {
  view.drawn = undefined
  const name = /** @type {HTMLInputElement} */ (element("input", {
    maxlength: "80",
    autocomplete: "name",
    "data-who": "",
  }))
  name.value = model.who
  name.addEventListener("input", () => {
    model.who = name.value
    localStorage.setItem(WHO, name.value)
  })
  const parts = {
    queues: element("div", { class: "vm-desk-queues", role: "group", "aria-label": "Queues" }),
    text: element("div", {
      class: "vm-text vm-desk-text",
      tabindex: "0",
      role: "document",
      "aria-label": "The text around the number",
    }),
    panel: element("div", { class: "vm-desk-panel" }),
    keys: keyBar(view),
    said: element("p", { class: "vm-said vm-desk-said", role: "status", "aria-live": "polite" }),
    checks: element("div", { class: "vm-desk-checks", role: "status", "aria-live": "polite" }),
    saved: element("p", { class: "vm-hint", role: "status" }),
    more: element("div"),
    work: element("div", {
      class: "vm-desk-work",
      tabindex: "-1",
      role: "group",
      "aria-label": "Reading: press the keys shown",
    }),
  }
  view.parts = parts
  parts.text.addEventListener("click", (/** @type {MouseEvent} */ event) => {
    const candidate = event.target instanceof Element ? event.target.closest("mark") : null
    if (candidate) go(view, model.byId.get(candidate.dataset.figure ?? ""))
  })
  const head = element(
    "div",
    { class: "vm-controls" },
    element("label", {}, "Your name, as the ledger will have it", name),
    button("Other report", {}, () => model.pending.length ? tell(view, WAIT) : void begin(view)),
  )
  parts.work.append(
    parts.queues,
    element("div", { class: "vm-desk-sides" }, parts.text, parts.panel),
    parts.said,
    parts.checks,
    parts.keys,
    parts.saved,
  )
  const { gone, edition } = model.document
  const lost = gone.map((one) => `${one.figure_id} (${one.counts})`).join(", ")
  const missing = gone.length ? [`Not found again, of the last edition: ${lost}`] : []
  const blind = model.isShared
    ? ["You read as the second reader: what the first one has answered is not shown"]
    : []
  const compared = edition ? [editionText(model)] : []
  const notes = [...blind, ...compared, ...model.document.notes, ...missing].map((text) =>
    element("p", { class: "vm-hint" }, `${text}.`)
  )
  view.root.replaceChildren(
    element("h2", {}, model.document.title),
    ...notes,
    head,
    parts.work,
    parts.more,
  )
  parts.more.append(cleanList(model, (words) => tell(view, words)))
  if (!model.isShared) {
    parts.more.prepend(secondReader(model, () => changeReader(view)))
    parts.more.append(publishForm(model, (name) => offer(view, name)))
  }
}

/**
 * What became of the figures of the last edition.
 * @param {Model} model
 */
function editionText({ document: { edition, states = {} } }) {
  const counts = [["same", "the same"], "moved", "changed", "gone", "new"].map((one) => {
    const [state, label] = Array.isArray(one) ? one : [one, one]
    return `${(states[state] ?? 0).toLocaleString("en")} ${label}`
  })
  return `Beside the last edition (${edition?.dataset ?? "a dataset"}): ${counts.join(", ")}. ` +
    "What is changed or new is asked for here; the rest is confirmed together below"
}

/**
 * A dataset that was made just now can be the last edition of the next report.
 * @param {View} view
 * @param {string} name
 */
function offer(view, name) {
  /** @type {[string, string][]} */
  const datasets = view.content.datasets
  if (!datasets.some(([known]) => known === name)) datasets.push([name, name])
}

/** @param {View} view */
function changeReader(view) {
  const { model } = view
  if (!model) return
  view.queue = ""
  frame(view, model)
  go(view, model.own.find((one) => model.isLeft(one)) ?? model.own[0])
  part(view, "work").focus({ preventScroll: true })
}
