// @ts-check
// The number in hand: its readings, its evidence, and the form that says what it is.
import { decisionText, shownValue } from "./desk_decision.js"
import { form } from "./desk_form.js"
import { button, element, key } from "./dom.js"

/** @import { Model } from "./desk_model.js" */
/** @import { Candidate, Decision } from "./desk_api.js" */

const WHY = {
  open: "Open: more than one reading fits, or its unit is not certain.",
  repaired: "Repaired: printed damaged, read by a rule.",
  clean: "Clean: one reading.",
  none: "No statistic, as it seems.",
}
/**
 * @param {Model} model
 * @param {Candidate} one
 * @param {(name: string) => void} act does what a key does
 */
export function panel(model, one, act) {
  const draft = model.draft(one)
  const decided = model.decided[model.reader].get(one.figure_id)
  const queue = /** @type {keyof WHY} */ (one.queue || "none")
  return [
    element(
      "p",
      { class: "vm-kind" },
      `${one.figure_id} · ${place(one)} · number ${one.number} of ${
        model.numbers.length.toLocaleString("en")
      }`,
    ),
    element("h3", {}, `“${one.printed}”`),
    element(
      "p",
      {},
      decided ? `Decided: ${decisionText(decided)}.` : WHY[queue],
      one.certainty === "confirmed" && !decided ? " A cross-check confirms the first reading." : "",
    ),
    ...change(one),
    ...readings(one, draft, act),
    ...evidence(model, one),
    form(model, one, draft, act),
  ]
}

/** @param {Candidate} one */
function place(one) {
  const page = one.page ? `page ${one.page}, ` : ""
  return `${page}paragraph ${one.paragraph}, sentence ${one.sentence}`
}

/** @param {Candidate} one */
function change({ change: last }) {
  if (!last || last.state === "new") {
    return last ? [element("p", {}, "New: the last edition has no such number.")] : []
  }
  const words = `${
    last.state === "changed"
      ? "Changed since"
      : `${last.state === "moved" ? "Moved" : "The same"} as in`
  } the last edition`
  return [
    element(
      "p",
      { class: "vm-desk-last" },
      `${words}: ${last.figure_id}, ${last.value || "no value"}, ${last.counts}.`,
    ),
  ]
}

/**
 * @param {Candidate} one
 * @param {Decision} draft
 * @param {(name: string) => void} act
 */
function readings(one, draft, act) {
  if (!one.readings.length) {
    return one.kind === "none" ? [] : [element("p", {}, "No reading is safe.")]
  }
  const list = element("ol", { class: "vm-desk-readings", "aria-label": "Readings" })
  for (const [at, reading] of one.readings.entries()) {
    list.append(readingLine(one, draft, at, reading, act))
  }
  return [list]
}

/**
 * @param {Candidate} one
 * @param {Decision} draft
 * @param {number} at
 * @param {import("./desk_api.js").Reading} reading
 * @param {(name: string) => void} act
 */
function readingLine(one, draft, at, reading, act) {
  const value = shownValue(reading)
  const name = String(at + 1)
  const on = draft.state !== "none" && value !== "" && draft.value === value
  const choose = button("", { "data-act": name, "aria-pressed": String(on) }, () => act(name))
  choose.append(key(name), ` ${readable(one, reading)}`)
  const by = reading.rules.length ? `by rule: ${reading.rules.join(", ")}` : "as printed"
  return element("li", {}, choose, element("span", {}, by, verdict(one, reading.value)))
}

/**
 * @param {Candidate} one
 * @param {import("./desk_api.js").Reading} reading
 */
function readable(one, reading) {
  const options = { maximumFractionDigits: 6, useGrouping: one.kind !== "year" }
  const value = reading.value.toLocaleString("en", options)
  return reading.upper === null
    ? value
    : `${value} to ${reading.upper.toLocaleString("en", options)}`
}

/**
 * @param {Candidate} one
 * @param {number} value
 */
function verdict(one, value) {
  const fits = one.evidence.filter((each) => each.fits.includes(value)).map((each) => each.kind)
  const not = one.evidence.filter((each) => each.excludes.includes(value)).map((each) => each.kind)
  const words = [
    fits.length ? `fits: ${fits.join(", ")}` : "",
    not.length ? `excluded by: ${not.join(", ")}` : "",
  ]
  return words.filter(Boolean).map((text) => ` · ${text}`).join("")
}

/**
 * @param {Model} model
 * @param {Candidate} one
 */
function evidence(model, one) {
  if (!one.evidence.length) {
    return [
      element("p", { class: "vm-hint" }, "No other number of the report tells for or against it."),
    ]
  }
  const lines = one.evidence.map((each) => {
    const tells = each.fits.length === 1 ? "" : " (does not tell: more than one reading fits)"
    const broken = contradicted(model, one, each)
      ? " The numbers that you have confirmed say otherwise."
      : ""
    return element(
      "li",
      {},
      `${each.kind}: ${each.arithmetic}${tells}`,
      element("strong", {}, broken),
    )
  })
  return [element("h4", {}, "Evidence"), element("ul", { class: "vm-desk-evidence" }, ...lines)]
}

/**
 * Whether a number that the evidence was worked out from was confirmed as another than it took.
 * @param {Model} model
 * @param {Candidate} one
 * @param {import("./desk_api.js").Evidence} evidence
 */
function contradicted(model, one, evidence) {
  return evidence.others.some((number) => {
    const other = model.numbers[number - 1]
    const decision = model.decided[model.reader].get(other.figure_id)
    return decision?.state === "confirmed" && decision.value !== "" &&
      !other.readings.some((each) => shownValue(each) === decision.value)
  }) && one.evidence.includes(evidence)
}
