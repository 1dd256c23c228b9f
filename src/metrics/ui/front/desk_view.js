// @ts-check
// What the desk shows of the number in hand, and going from number to number.
import { QUEUES } from "./desk_decision.js"
import { panel } from "./desk_panel.js"
import { drawText } from "./desk_text.js"
import { button, element } from "./dom.js"

/** @import { Model } from "./desk_model.js" */
/** @import { Candidate } from "./desk_api.js" */

const CHECKS = 4 // shown at once

/**
 * @typedef {{
 *   root: HTMLElement, content?: any, model?: Model, current?: Candidate, queue: string,
 *   act: (name: string) => void,
 *   parts?: Record<string, HTMLElement>
 * }} View
 */

/**
 * @param {View} view
 * @param {string} name
 */
export function part(view, name) {
  const panelPart = view.parts?.[name]
  if (!panelPart) throw new Error(`no part ${name}`)
  return panelPart
}

/** @param {View} view */
export function draw(view) {
  const { model, current } = view
  if (!model || !current) return
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement : null
  const field = focused?.dataset.field
  // What has the focus is drawn anew, and the keys have to go on working.
  const isLost = ["queues", "panel"].some((name) => part(view, name).contains(focused))
  drawQueues(view, model)
  drawText(part(view, "text"), model, current)
  part(view, "panel").replaceChildren(...panel(model, current, view.act))
  if (isLost) (field ? input(view, field) : part(view, "work"))?.focus({ preventScroll: true })
  part(view, "checks").replaceChildren(...checkLines(model))
  const waiting = model.pending.length
  part(view, "saved").replaceChildren(
    waiting
      ? `Saving ${waiting} …`
      : `Saved: ${model.decided[model.reader].size.toLocaleString("en")} decisions on disk.`,
  )
  part(view, "saved").dataset.pending = String(waiting)
}

/**
 * The cross-checks of what was decided last, those that fail first.
 * @param {Model} model
 */
function checkLines({ checks, checked }) {
  const failing = checks.filter((one) => one.verdict === "fails")
  const shown = [...failing, ...checks.filter((one) => one.verdict !== "fails")].slice(0, CHECKS)
  return shown.map((one) =>
    element(
      "p",
      { "data-verdict": one.verdict },
      `${checked}: ${one.verdict}: ${one.says} (${one.arithmetic})`,
    )
  )
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
export function tell(view, words) {
  part(view, "said").replaceChildren(words)
}

/**
 * @param {View} view
 * @param {Candidate | undefined} one
 */
export function go(view, one) {
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
export function step(view, by, isLeft = false) {
  const { model, current } = view
  if (!model || !current) return
  const all = row(view)
  const listed = isLeft ? all.filter((one) => model.isLeft(one)) : all
  if (!listed.length) {
    draw(view)
    return tell(view, isLeft ? "Nothing is left in this queue." : "This queue is empty.")
  }
  const ahead = listed.filter((
    one,
  ) => (by > 0 ? one.number > current.number : one.number < current.number))
  go(view, by > 0 ? ahead[0] ?? listed[0] : ahead.at(-1) ?? listed.at(-1))
}

/**
 * @param {View} view
 * @param {string} name
 */
export function input(view, name) {
  return /** @type {HTMLInputElement | null} */ (part(view, "panel").querySelector(
    `[data-field="${name}"]`,
  ))
}
