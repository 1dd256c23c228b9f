// @ts-check
// What a decision on a number is, in words and as values; it draws nothing.

/** @import { Candidate, Cell, Decision, Reading } from "./desk_api.js" */

export const QUEUES = ["open", "repaired", "clean", "none"]
// What no word marks is most often standing.
export const STATUSES = ["standing", "achieved", "planned", "target"]

/** @type {Decision} */
export const EMPTY = {
  state: "",
  kind: "statistic",
  value: "",
  unit: "",
  counts: "",
  period: "",
  place: "",
  status: "",
  reason: "",
  cell: null,
}

/** @param {Candidate} one */
export function kept(one) {
  return one.change?.state === "same" || one.change?.state === "moved"
}

/**
 * A reading's value as the ledger has it: digits, at most six after the point; a range has none.
 * @param {Reading | undefined} reading
 */
export function shownValue(reading) {
  if (!reading || reading.upper !== null) return ""
  return Number.isInteger(reading.value)
    ? String(reading.value)
    : reading.value.toFixed(6).replace(/\.?0+$/, "")
}

/** @param {Cell} cell */
export function cellKey({ table, column, keys }) {
  return JSON.stringify([table, column, Object.entries(keys).sort()])
}

/** @param {Cell | null} cell */
export function cellText(cell) {
  if (!cell) return "no cell"
  return [cell.table, cell.column, ...Object.values(cell.keys).filter(Boolean)].join(" · ")
}

/**
 * Why a number cannot be decided as it stands, "" if it can.
 * @param {string} who the name of the reader
 * @param {Candidate} one
 * @param {Decision} decision
 */
export function lacking(who, one, decision) {
  if (!who.trim()) return "Write your name first: it stands in the ledger."
  if (decision.state === "none") return ""
  const status = decision.status ? "" : "Choose its status (s): the sentence does not say it."
  if (decision.state === "open") return one.readings.length ? status : ""
  if (decision.value.startsWith("-") || (!decision.value && one.readings[0]?.value < 0)) {
    return "A dataset has no number below zero: leave it open (o), and it is counted as such."
  }
  if (!decision.value && one.readings.some((each) => each.upper !== null)) {
    return "A range has no single value: leave it open (o), and the dataset keeps both its ends " +
      "as readings."
  }
  if (!decision.value) {
    return one.readings.length > 1
      ? "More than one reading fits: choose one (1–5), or leave it open (o)."
      : "Write its value (v), or leave it open (o)."
  }
  if (!one.readings.some((each) => shownValue(each) === decision.value) && !decision.reason) {
    return "The value is none of the readings: give the reason (r)."
  }
  return status
}

/** @param {Decision} decision */
export function decisionText(decision) {
  if (decision.state === "none") {
    return `no statistic${decision.reason ? `, ${decision.reason}` : ""}`
  }
  if (decision.state === "open") return "left open"
  return [decision.value || "no value", decision.unit, decision.status, decision.period].filter(
    Boolean,
  ).join(", ")
}
