// @ts-check
// Clean numbers, confirmed together once each was in view.
import { cellKey, cellText, lacking } from "./desk_decision.js"
import { folded } from "./desk_fold.js"
import { button, element } from "./dom.js"

/** @import { Model } from "./desk_model.js" */
/** @import { Candidate, Decision } from "./desk_api.js" */

const AT_ONCE = 20 // clean numbers in one list
const IN_VIEW_MS = 300

/**
 * @param {Model} model
 * @param {(words: string) => void} tell
 */
export function cleanList(model, tell) {
  /** @type {() => (Node | string)[]} */
  const fill = () => {
    const left = model.together()
    const ready = left.filter((one) => !lacking(model.who, one, confirmed(model, one)))
    const shown = ready.slice(0, AT_ONCE)
    const waiting = left.length - ready.length
    const more = waiting
      ? [
        element(
          "p",
          { class: "vm-hint" },
          `${
            waiting.toLocaleString("en")
          } more clean numbers need an answer each: go through them above.`,
        ),
      ]
      : []
    if (!shown.length) {
      return [
        element(
          "p",
          {},
          model.who.trim()
            ? "No clean number can be confirmed together."
            : "Write your name first: it stands in the ledger.",
        ),
        ...more,
      ]
    }
    const seen = new Set()
    const decisions = batch(model, shown)
    const rows = shown.map((one, at) => cleanRow(model, one, decisions[at]))
    const all = /** @type {HTMLButtonElement} */ (button(
      `Confirm these ${shown.length}`,
      { disabled: "" },
      () => {
        const same = unchanged(model, shown, decisions)
        for (const [one, decision] of same) model.decide(one, decision)
        model.changed()
        const others = same.length < shown.length ? " What you changed above stays as it is." : ""
        tell(`${same.length} clean numbers confirmed.${others}`)
        details.querySelector("div")?.replaceChildren(...fill())
        details.querySelector("summary")?.focus() // the button is gone
      },
    ))
    watch(rows, (row) => {
      seen.add(row)
      all.disabled = seen.size < rows.length
    })
    const head = element(
      "tr",
      {},
      ...[
        "Number",
        "In the text",
        "Value",
        "Unit",
        "Counted",
        "Period",
        "Place",
        "Status",
        "Goes into",
      ].map((
        text,
      ) => element("th", {}, text)),
    )
    const table = element(
      "table",
      { class: "vm-desk-clean" },
      element("thead", {}, head),
      element("tbody", {}, ...rows),
    )
    return [
      element(
        "p",
        { class: "vm-hint" },
        "Look at each: the button opens once every row was in view. " +
          "What is wrong in one is put right above.",
      ),
      element("div", {
        class: "vm-scroll",
        tabindex: "0",
        role: "group",
        "aria-label": "Clean numbers",
      }, table),
      element("p", { class: "vm-taking" }, all),
      ...more,
    ]
  }
  const title = model.document.edition
    ? "Confirm together what is clean or as in the last edition"
    : "Confirm clean numbers together"
  const details = folded(title, fill, "clean")
  return details
}

/**
 * @param {Model} model
 * @param {Candidate} one
 * @returns {Decision}
 */
function confirmed(model, one) {
  return { ...model.draft(one), state: "confirmed" }
}

/**
 * What a list of numbers is confirmed as; of several that a cell is proposed for, the first has it.
 * @param {Model} model
 * @param {Candidate[]} numbers
 * @returns {Decision[]}
 */
function batch(model, numbers) {
  const taken = new Set()
  return numbers.map((one) => {
    const decision = confirmed(model, one)
    const key = decision.cell ? `${cellKey(decision.cell)} ${decision.place}` : ""
    const cell = key && !taken.has(key) ? decision.cell : null
    taken.add(key)
    return { ...decision, cell }
  })
}

/**
 * The numbers of a list that still would be confirmed as it shows them: others were decided or
 * written to since.
 * @param {Model} model
 * @param {Candidate[]} numbers
 * @param {Decision[]} decisions
 * @returns {[Candidate, Decision][]}
 */
function unchanged(model, numbers, decisions) {
  const now = batch(model, numbers).map((one) => JSON.stringify(one))
  return numbers.flatMap((one, at) =>
    model.isLeft(one) && now[at] === JSON.stringify(decisions[at]) ? [[one, decisions[at]]] : []
  )
}

/**
 * @param {Model} model
 * @param {Candidate} one
 * @param {Decision} decision
 */
function cleanRow(model, one, decision) {
  const { value, unit, counts, period, place, status, cell } = decision
  const around = `${model.slice(Math.max(0, one.start - 40), one.start)}`
  const text = element(
    "td",
    {},
    around,
    element("strong", {}, one.printed),
    model.slice(one.end, one.end + 40),
  )
  const texts = [value, unit, counts, period, place, status, cellText(cell)]
  const cells = texts.map((each) => element("td", {}, each))
  return element("tr", {}, element("th", { scope: "row" }, one.figure_id), text, ...cells)
}

/**
 * Tell of each row once it was in view for a moment.
 * @param {HTMLElement[]} rows
 * @param {(row: Element) => void} seen
 */
function watch(rows, seen) {
  /** @type {Map<Element, ReturnType<typeof setTimeout>>} */
  const timers = new Map()
  const observer = new IntersectionObserver((found) => {
    for (const { target, isIntersecting } of found) {
      clearTimeout(timers.get(target))
      if (isIntersecting) {
        timers.set(target, setTimeout(() => (seen(target), observer.unobserve(target)), IN_VIEW_MS))
      }
    }
  }, { threshold: 0.6 })
  for (const row of rows) observer.observe(row)
}
