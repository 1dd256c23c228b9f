// @ts-check
// The desk: a report's numbers one after the other, each confirmed with a key.
import { ask } from "./desk_api.js"
import { cleanList, publishForm, secondReader } from "./desk_more.js"
import { Model, QUEUES, shownValue, STATUSES } from "./desk_model.js"
import { key, panel } from "./desk_panel.js"
import { start } from "./desk_start.js"
import { drawText } from "./desk_text.js"
import { button, element } from "./dom.js"

/** @import { Candidate, Decision } from "./desk_api.js" */

const OPEN = "vm-desk-report" // the report that this browser has open, by its id
const WHO = "vm-desk-who"
const KEYS = /** @type {[string, string][]} */ ([
  ["n", "next"],
  ["p", "back"],
  ["1–5", "choose a reading"],
  ["v", "value"],
  ["u", "unit"],
  ["c", "what is counted"],
  ["d", "period"],
  ["l", "place"],
  ["s", "status"],
  ["t", "other cell"],
  ["r", "reason"],
  ["x", "not a statistic"],
  ["o", "leave open"],
  ["Enter", "confirm and go on"],
  ["z", "undo"],
])
const FIELD_KEYS = { v: "value", u: "unit", c: "counts", d: "period", l: "place", r: "reason" }

/**
 * @typedef {{
 *   root: HTMLElement, content?: any, model?: Model, current?: Candidate, queue: string,
 *   parts?: Record<string, HTMLElement>
 * }} View
 */

/** @returns {import("./types.d.ts").View<any>} */
export function createView() {
  /** @type {View} */
  const view = {
    root: element("section", { class: "vm-card vm-desk", "aria-label": "The desk" }),
    queue: "",
  }
  view.root.addEventListener("keydown", (event) => pressed(view, event))
  /** @param {BeforeUnloadEvent} event */
  const leaving = (event) => {
    if (view.model?.pending.length) event.preventDefault()
  }
  addEventListener("beforeunload", leaving)
  return {
    root: view.root,
    update: (content) => update(view, content),
    destroy: () => removeEventListener("beforeunload", leaving),
  }
}

/**
 * @param {View} view
 * @param {any} content
 */
function update(view, content) {
  view.content = content
  const open = localStorage.getItem(OPEN)
  if (open && !view.model) void openReport(view, open)
  else if (!view.model) void begin(view)
}

/** @param {View} view */
async function begin(view) {
  view.model = undefined
  localStorage.removeItem(OPEN)
  await start(view.root, view.content, (id) => openReport(view, id))
}

/**
 * @param {View} view
 * @param {string} id
 */
async function openReport(view, id) {
  const whole = await ask(`/${encodeURIComponent(id)}`).catch(() => null)
  if (!whole) return begin(view)
  localStorage.setItem(OPEN, id)
  const model = new Model(id, whole)
  model.who = localStorage.getItem(WHO) ?? ""
  view.model = model
  view.queue = ""
  frame(view, model)
  model.changed = () => draw(view)
  model.failed = (words) => tell(view, words)
  go(view, model.own.find((one) => model.isLeft(one)) ?? model.numbers[0])
  part(view, "work").focus({ preventScroll: true })
}

// ---- what stands on the page

/**
 * @param {View} view
 * @param {Model} model
 */
function frame(view, model) {
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
    const found = event.target instanceof Element ? event.target.closest("mark") : null
    if (found) go(view, model.byId.get(found.dataset.figure ?? ""))
  })
  const head = element(
    "div",
    { class: "vm-controls" },
    element("label", {}, "Your name, as the ledger will have it", name),
    button("Other report", {}, () => void begin(view)),
  )
  parts.work.append(
    parts.queues,
    element("div", { class: "vm-desk-sides" }, parts.text, parts.panel),
    parts.said,
    parts.keys,
    parts.saved,
  )
  const { gone } = model.document
  const lost = gone.map((one) => `${one.figure_id} (${one.counts})`).join(", ")
  const missing = gone.length ? [`Not found again, of the last edition: ${lost}`] : []
  const notes = [...model.document.notes, ...missing].map((text) =>
    element("p", { class: "vm-hint" }, `${text}.`)
  )
  view.root.replaceChildren(
    element("h2", {}, model.document.title),
    ...notes,
    head,
    parts.work,
    parts.more,
  )
  parts.more.append(
    secondReader(model, () => changeReader(view)),
    cleanList(model, (words) => tell(view, words)),
    publishForm(model),
  )
}

/** @param {View} view */
function keyBar(view) {
  const bar = element("div", { class: "vm-desk-keys", role: "group", "aria-label": "Keys" })
  for (const [name, label] of KEYS) {
    const one = name === "1–5"
      ? element("span", {})
      : button("", { "data-act": name }, () => act(view, name))
    one.append(key(name), ` ${label}`)
    bar.append(one)
  }
  return bar
}

/**
 * @param {View} view
 * @param {string} name
 */
function part(view, name) {
  const found = view.parts?.[name]
  if (!found) throw new Error(`no part ${name}`)
  return found
}

/** @param {View} view */
function draw(view) {
  const { model, current } = view
  if (!model || !current) return
  drawQueues(view, model)
  drawText(part(view, "text"), model, current)
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement : null
  const field = focused?.dataset.field
  const within = focused && part(view, "panel").contains(focused)
  part(view, "panel").replaceChildren(...panel(model, current, (name) => act(view, name)))
  if (within) (field ? input(view, field) : part(view, "work"))?.focus({ preventScroll: true })
  const waiting = model.pending.length
  part(view, "saved").replaceChildren(
    waiting
      ? `Saving ${waiting} …`
      : `Saved: ${model.seen.toLocaleString("en")} decisions on disk.`,
  )
  part(view, "saved").dataset.pending = String(waiting)
}

/**
 * @param {View} view
 * @param {Model} model
 */
function drawQueues(view, model) {
  const left = model.left()
  const total = QUEUES.slice(0, 3).reduce((sum, name) => sum + left[name], 0)
  const one = (
    /** @type {string} */ name,
    /** @type {string} */ label,
    /** @type {number} */ count,
  ) =>
    button(`${label}: ${count.toLocaleString("en")} left`, {
      "aria-pressed": String(view.queue === name),
      "data-queue": name,
    }, () => {
      view.queue = name
      step(view, 1, true)
    })
  part(view, "queues").replaceChildren(
    one("", "All numbers", total),
    one("open", "Open", left.open),
    one("repaired", "Repaired", left.repaired),
    one("clean", "Clean", left.clean),
    one("none", "No statistic", left.none),
  )
}

/**
 * @param {View} view
 * @param {string} words
 */
function tell(view, words) {
  part(view, "said").replaceChildren(words)
}

/**
 * @param {View} view
 * @param {Candidate | undefined} one
 */
function go(view, one) {
  if (!one) return
  view.current = one
  draw(view)
}

// ---- from number to number

/**
 * @param {View} view
 * @returns {Candidate[]} the numbers of the queue in view
 */
function row(view) {
  const { model, queue } = view
  if (!model) return []
  return queue ? model.inQueue(queue) : model.own.filter((one) => one.queue)
}

/**
 * Go to the next number of the queue, or to the next that is left; round at its end.
 * @param {View} view
 * @param {number} by 1 or -1
 * @param {boolean} [isLeft]
 */
function step(view, by, isLeft = false) {
  const { model, current } = view
  if (!model || !current) return
  const all = row(view)
  const wanted = isLeft ? all.filter((one) => model.isLeft(one)) : all
  if (!wanted.length) {
    draw(view)
    return tell(view, isLeft ? "Nothing is left in this queue." : "This queue is empty.")
  }
  const ahead = wanted.filter((
    one,
  ) => (by > 0 ? one.number > current.number : one.number < current.number))
  go(view, by > 0 ? ahead[0] ?? wanted[0] : ahead.at(-1) ?? wanted.at(-1))
}

// ---- keys

/**
 * @param {View} view
 * @param {KeyboardEvent} event
 */
function pressed(view, event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !view.model) return
  const target = event.target
  if (!(target instanceof HTMLElement) || !part(view, "work").contains(target)) return
  event.stopPropagation() // Streamlit has keys of its own: r and c
  if (target.matches("input, select, textarea")) return typed(view, target, event)
  if (event.key === "Enter" && target.closest("button, summary, a")) return
  if (event.key === " ") return
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key
  if (act(view, name)) event.preventDefault()
}

/**
 * In a field, Enter takes what was written and goes back to the keys; Escape does too.
 * @param {View} view
 * @param {HTMLElement} target
 * @param {KeyboardEvent} event
 */
function typed(view, target, event) {
  if (event.key !== "Enter" && event.key !== "Escape") return
  event.preventDefault()
  target.blur() // which tells the form of the change
  part(view, "work").focus({ preventScroll: true })
}

/**
 * @param {View} view
 * @param {string} name
 */
function input(view, name) {
  return /** @type {HTMLInputElement | null} */ (part(view, "panel").querySelector(
    `[data-field="${name}"]`,
  ))
}

/**
 * Do what a key does; say whether it does anything.
 * @param {View} view
 * @param {string} name
 */
function act(view, name) {
  const { model, current } = view
  if (!model || !current) return false
  const field = FIELD_KEYS[/** @type {keyof FIELD_KEYS} */ (name)]
  if (field) {
    const found = input(view, field)
    found?.focus()
    found?.select()
    return true
  }
  const does = ACTS[name] ??
    (/^[1-5]$/.test(name) ? (/** @type {View} */ one) => reading(one, Number(name)) : undefined)
  if (!does) return false
  tell(view, "")
  does(view, model, current)
  return true
}

/** @type {Record<string, (view: View, model: Model, current: Candidate) => void>} */
const ACTS = {
  n: (view) => step(view, 1),
  p: (view) => step(view, -1),
  s: (_view, model, current) => {
    const at = STATUSES.indexOf(model.draft(current).status)
    model.write(current, { status: STATUSES[(at + 1) % STATUSES.length] })
  },
  t: (_view, model, current) => {
    const draft = model.draft(current)
    const cells = [...current.cells, null]
    const at = cells.findIndex((one) => JSON.stringify(one) === JSON.stringify(draft.cell))
    model.write(current, { cell: cells[(at + 1) % cells.length] })
  },
  x: (view, model, current) =>
    settle(view, model, current, { state: "none", value: "", cell: null }),
  o: (view, model, current) =>
    settle(view, model, current, { state: "open", value: "", cell: null }),
  Enter: (view, model, current) =>
    settle(
      view,
      model,
      current,
      model.draft(current).state === "none" ? {} : { state: "confirmed" },
    ),
  z: (view, model) => {
    const one = model.takeBack()
    tell(view, one ? `Undone: ${one.figure_id}.` : "There is nothing to undo.")
    go(view, one)
  },
}

/**
 * @param {View} view
 * @param {number} number
 */
function reading(view, number) {
  const { model, current } = view
  const found = current?.readings[number - 1]
  if (!model || !current || !found) return
  const state = model.draft(current).state === "none" ? "" : model.draft(current).state
  const range = found.upper === null
    ? {}
    : { reason: `printed as a range: ${found.value} to ${found.upper}` }
  model.write(current, { state, value: shownValue(found), ...range })
}

/**
 * Decide on the number in hand and go on, or say what is lacking.
 * @param {View} view
 * @param {Model} model
 * @param {Candidate} current
 * @param {Partial<Decision>} changes
 */
function settle(view, model, current, changes) {
  const decision = { ...model.draft(current), ...changes }
  const lacking = model.lacking(current, decision)
  if (lacking) {
    tell(view, lacking)
    const name = view.root.querySelector("[data-who]")
    if (!model.who.trim() && name instanceof HTMLElement) name.focus()
    return
  }
  model.decide(current, decision)
  step(view, 1, true)
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
