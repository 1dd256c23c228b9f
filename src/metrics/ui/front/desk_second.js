// @ts-check
// The second reader, how far both agree, and the conflicts to settle.
import { copyText } from "./clipboard.js"
import { post } from "./desk_api.js"
import { decisionText } from "./desk_decision.js"
import { folded } from "./desk_fold.js"
import { button, element, messageOf, statusLine } from "./dom.js"

/** @import { Model } from "./desk_model.js" */
/** @import { Candidate, Decision } from "./desk_api.js" */

/**
 * @param {Model} model
 * @param {() => void} changeReader
 */
export function secondReader(model, changeReader) {
  return folded(
    "Second reader",
    () => second(model, changeReader),
    "second",
    () => model.reader === 1 ? model.refresh() : Promise.resolve(false),
  )
}

/**
 * @param {Model} model
 * @param {() => void} changeReader
 * @returns {(Node | string)[]}
 */
function second(model, changeReader) {
  const words =
    "A second person reads what is open or repaired, and a sample of the clean numbers, " +
    "without seeing the first answers."
  const warning = statusLine()
  const toggle = button(
    model.reader === 1 ? "Read as the second reader" : "Back to the first reading",
    {},
    () => {
      if (model.reader === 1 && model.names[0] && model.who.trim() === model.names[0]) {
        return warning.replaceChildren(
          `${model.names[0]} is the first reader: write another name above.`,
        )
      }
      model.readAs(model.reader === 1 ? 2 : 1)
      changeReader()
    },
  )
  const parts = [
    element("p", { class: "vm-hint" }, words),
    element("p", { class: "vm-taking" }, ...(model.reader === 1 ? [sharing(model)] : []), toggle),
    warning,
  ]
  // Blind: what the first reader said is not shown while the second one reads.
  return model.reader === 1 ? [...parts, ...agreement(model, changeReader)] : parts
}

/**
 * A link by which another person reads the report from a browser of their own.
 * @param {Model} model
 */
function sharing(model) {
  const root = element("span", { class: "vm-desk-share" })
  const make = button("Make a link for the second reader", {}, async () => {
    try {
      const { code } = await post(`/${model.id}/share`, {})
      const url = new URL(`read_a_report#second=${code}`, location.href).href
      const link = /** @type {HTMLInputElement} */ (element("input", {
        readonly: "",
        "aria-label": "Link for the second reader",
      }))
      link.value = url
      const status = statusLine()
      const copy = button("Copy", {}, () => copyText(status, url))
      root.replaceChildren(link, copy, status)
      status.replaceChildren("Who has it reads this report, until you remove it.")
    } catch (error) {
      root.append(messageOf(error))
    }
  })
  root.append(make)
  return root
}

/**
 * @param {Model} model
 * @param {() => void} changeReader
 */
function agreement(model, changeReader) {
  const agreed = model.agreement
  if (!agreed?.both) return [element("p", {}, "Nothing was read twice yet.")]
  const share = ((100 * agreed.equal) / agreed.both).toFixed(1)
  const kappa = agreed.kappa === null
    ? "not defined: all are of one class"
    : agreed.kappa.toFixed(2)
  const open = agreed.conflicts.filter((id) => !model.decided[3].has(id))
  return [
    element(
      "p",
      { "data-agreement": "" },
      `Read twice: ${agreed.both}. Equal: ${agreed.equal} (${share} %). ` +
        `Cohen’s kappa of the classes: ${kappa}. ` +
        `Conflicts: ${agreed.conflicts.length}, ${open.length} not settled.`,
    ),
    ...open.map((id) => conflict(model, id, changeReader)),
  ]
}

/**
 * @param {Model} model
 * @param {string} id
 * @param {() => void} changeReader
 */
function conflict(model, id, changeReader) {
  const one = /** @type {Candidate} */ (model.byId.get(id))
  const reason = /** @type {HTMLInputElement} */ (element("input", {
    maxlength: "300",
    "aria-label": `Reason for ${id}`,
  }))
  const warning = statusLine()
  const take = (/** @type {number} */ reader) => {
    const decision = /** @type {Decision} */ (model.decided[reader].get(id))
    if (!reason.value.trim()) return warning.replaceChildren("Give the reason first.")
    model.decide(
      one,
      { ...decision, cell: model.decided[1].get(id)?.cell ?? null, reason: reason.value.trim() },
      3,
      false,
    )
    changeReader()
  }
  const answers = [1, 2].map((reader) => {
    const decision = /** @type {Decision} */ (model.decided[reader].get(id))
    return button(
      `Take “${decisionText(decision)}” (${model.names[reader - 1] || `reader ${reader}`})`,
      {},
      () => take(reader),
    )
  })
  return element(
    "div",
    { class: "vm-desk-conflict", "data-conflict": id },
    element("p", {}, element("strong", {}, `${id} “${one.printed}”`)),
    element("p", { class: "vm-taking" }, ...answers),
    element("label", {}, "Reason ", reason),
    warning,
  )
}
