// @ts-check
// The report's text around the number in hand: only what is near is drawn.
import { element } from "./dom.js"

/** @import { Model } from "./desk_model.js" */
/** @import { Candidate } from "./desk_api.js" */

const AROUND = 1200 // characters to each side
const MOST_MARKS = 120 // numbers lit to each side

/**
 * @param {HTMLElement} root
 * @param {Model} model
 * @param {Candidate} current
 */
export function drawText(root, model, current) {
  const low = lineStart(model, Math.max(0, current.start - AROUND))
  const high = Math.min(model.length, current.end + AROUND)
  /** @type {(Node | string)[]} */
  const parts = [low > 0 ? "… " : ""]
  let at = low
  for (const one of near(model, current, low, high)) {
    parts.push(model.slice(at, one.start), mark(model, one, one === current))
    at = one.end
  }
  parts.push(model.slice(at, high), high < model.length ? " …" : "")
  root.replaceChildren(...parts)
  const lit = /** @type {HTMLElement | null} */ (root.querySelector("[aria-current]"))
  // Within its own box only: the page stays where it is.
  if (lit) root.scrollTop = lit.offsetTop - root.clientHeight / 3
}

/**
 * @param {Model} model
 * @param {number} from
 */
function lineStart(model, from) {
  const line = model.slice(from, from + AROUND / 2).indexOf("\n")
  return from > 0 && line >= 0 ? from + line + 1 : from
}

/**
 * @param {Model} model
 * @param {Candidate} current
 * @param {number} low
 * @param {number} high
 */
function near(model, current, low, high) {
  const at = current.number - 1
  const around = model.numbers.slice(Math.max(0, at - MOST_MARKS), at + MOST_MARKS)
  return around.filter((one) => one.start >= low && one.end <= high)
}

/**
 * @param {Model} model
 * @param {Candidate} one
 * @param {boolean} isCurrent
 */
function mark(model, one, isCurrent) {
  const state = model.decided[model.reader].get(one.figure_id)?.state ?? "left"
  const made = element("mark", {
    "data-figure": one.figure_id,
    "data-state": state,
    "data-queue": one.queue || "none",
  }, one.printed)
  if (isCurrent) made.setAttribute("aria-current", "true")
  return made
}
