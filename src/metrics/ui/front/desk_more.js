// @ts-check
// What is done with many numbers: clean ones confirmed together, a second reading, the dataset.
import { post, Refused } from "./desk_api.js"
import { cellKey, cellText } from "./desk_model.js"
import { said } from "./desk_panel.js"
import { button, element, statusLine } from "./dom.js"

/** @import { Model } from "./desk_model.js" */
/** @import { Candidate, Decision } from "./desk_api.js" */

const AT_ONCE = 20 // clean numbers in one list
const IN_VIEW_MS = 300

/**
 * @param {string} title
 * @param {() => (Node | string)[]} fill
 * @param {string} name
 */
function folded(title, fill, name) {
  const body = element("div")
  const details = /** @type {HTMLDetailsElement} */ (element(
    "details",
    { class: "vm-desk-more", "data-more": name },
    element("summary", {}, title),
    body,
  ))
  details.addEventListener("toggle", () => details.open && body.replaceChildren(...fill()))
  return details
}

// ---- clean numbers, confirmed together once each was in view

/**
 * @param {Model} model
 * @param {(words: string) => void} tell
 */
export function cleanList(model, tell) {
  /** @type {() => (Node | string)[]} */
  const fill = () => {
    const left = model.together()
    const ready = left.filter((one) => !model.lacking(one, confirmed(model, one)))
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
        shown.forEach((one, at) => model.decide(one, decisions[at]))
        tell(`${shown.length} clean numbers confirmed.`)
        details.querySelector("div")?.replaceChildren(...fill())
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
        "Look at each: the button opens once every row was in view. What is wrong in one is put right above.",
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

// ---- the second reader

/**
 * @param {Model} model
 * @param {() => void} changeReader
 */
export function secondReader(model, changeReader) {
  return folded("Second reader", () => second(model, changeReader), "second")
}

/**
 * @param {Model} model
 * @param {() => void} changeReader
 * @returns {(Node | string)[]}
 */
function second(model, changeReader) {
  const words =
    "A second person reads what is open or repaired, and a sample of the clean numbers, without seeing the first answers."
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
      model.reader = model.reader === 1 ? 2 : 1
      changeReader()
    },
  )
  const parts = [
    element("p", { class: "vm-hint" }, words),
    element("p", { class: "vm-taking" }, toggle),
    warning,
  ]
  // Blind: what the first reader said is not shown while the second one reads.
  return model.reader === 1 ? [...parts, ...agreement(model, changeReader)] : parts
}

/**
 * @param {Model} model
 * @param {() => void} changeReader
 */
function agreement(model, changeReader) {
  const found = model.agreement
  if (!found?.both) return [element("p", {}, "Nothing was read twice yet.")]
  const share = ((100 * found.equal) / found.both).toFixed(1)
  const kappa = found.kappa === null ? "not defined: all are of one class" : found.kappa.toFixed(2)
  const open = found.conflicts.filter((id) => !model.decided[3].has(id))
  return [
    element(
      "p",
      { "data-agreement": "" },
      `Read twice: ${found.both}. Equal: ${found.equal} (${share} %). Cohen’s kappa of the classes: ${kappa}. Conflicts: ${found.conflicts.length}, ${open.length} not settled.`,
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
      `Take “${said(decision)}” (${model.names[reader - 1] || `reader ${reader}`})`,
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

// ---- the dataset

/** @param {Model} model */
export function publishForm(model) {
  return folded("Make the dataset", () => form(model), "dataset")
}

/**
 * @param {Model} model
 * @returns {(Node | string)[]}
 */
function form(model) {
  const names = model.places()
  const title = field("Title of the dataset, in your own words", model.document.title, {
    maxlength: "120",
    "data-title": "",
  })
  const whole = field("The place that the whole report is about", names[0] ?? "", {
    maxlength: "120",
    "data-whole": "",
  })
  const from = ["publisher", "url", "published"].map((name) =>
    field(
      {
        publisher: "Publisher",
        url: "Web address",
        published: "Published (2016, 2016-12 or 2016-12-31)",
      }[name] ?? name,
      "",
      { "data-from": name },
    )
  )
  const places = element("div")
  const rows = () =>
    places.replaceChildren(
      ...placeRows(
        model,
        [...new Set([whole.input.value.trim(), ...names])].filter(Boolean),
        whole.input.value.trim(),
      ),
    )
  whole.input.addEventListener("change", rows)
  rows()
  const answer = element("div", { role: "status" })
  const make = button("Make the dataset", { class: "vm-desk-make" }, async () => {
    answer.replaceChildren(
      element("p", {}, "Making the dataset and working out its cross-checks …"),
    )
    const asked = {
      title: title.input.value,
      whole: whole.input.value.trim(),
      places: described(places),
      ...Object.fromEntries(from.map(({ input }) => [input.dataset.from, input.value.trim()])),
    }
    answer.replaceChildren(...(await made(model, asked)))
  })
  const left = model.left()
  const waiting = left.open + left.repaired + left.clean
  return [
    element(
      "p",
      { class: "vm-hint" },
      `Figures, tables, cross-checks and the ledger; nothing of the text. ${
        waiting
          ? `${waiting} numbers are not decided yet and are left out; the dataset says so.`
          : "Every number is decided."
      }`,
    ),
    element(
      "div",
      { class: "vm-desk-form" },
      title.root,
      whole.root,
      ...from.map((one) => one.root),
    ),
    places,
    element("p", { class: "vm-taking" }, make),
    answer,
  ]
}

/**
 * @param {string} label
 * @param {string} value
 * @param {Record<string, string>} attributes
 */
function field(label, value, attributes) {
  const input = /** @type {HTMLInputElement} */ (element("input", attributes))
  input.value = value
  return { input, root: element("label", {}, element("span", {}, label), input) }
}

/**
 * @param {Model} model
 * @param {string[]} names
 * @param {string} whole
 */
function placeRows(model, names, whole) {
  const rows = names.map((name) => {
    const kind = choice(model.kinds, kindOf(name), `Kind of ${name}`)
    const parent = choice(
      ["", ...names.filter((one) => one !== name)],
      name === whole ? "" : whole,
      `${name} lies in`,
    )
    return element(
      "tr",
      { "data-place": name },
      element("th", { scope: "row" }, name),
      element("td", {}, kind),
      element("td", {}, parent),
    )
  })
  const head = element(
    "tr",
    {},
    ...["Place", "What it is", "Lies in"].map((text) => element("th", {}, text)),
  )
  return names.length
    ? [element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows))]
    : []
}

/**
 * @param {string[]} options
 * @param {string} chosen
 * @param {string} label
 */
function choice(options, chosen, label) {
  const made = /** @type {HTMLSelectElement} */ (element(
    "select",
    { "aria-label": label },
    ...options.map((text) => element("option", { value: text }, text || "(not given)")),
  ))
  made.value = chosen
  return made
}

/** @param {string} name */
function kindOf(name) {
  const kinds = /** @type {[RegExp, string][]} */ ([
    [/province$|省$/i, "province"],
    [/prefecture$|州$/i, "prefecture"],
    [/township$|town$|[乡镇]$/i, "township"],
    [/village|村$/i, "administrative village"],
  ])
  return kinds.find(([pattern]) => pattern.test(name))?.[1] ?? "county"
}

/** @param {HTMLElement} places */
function described(places) {
  const rows = /** @type {HTMLElement[]} */ ([...places.querySelectorAll("tr[data-place]")])
  return Object.fromEntries(rows.map((row) => {
    const [kind, parent] = row.querySelectorAll("select")
    return [row.dataset.place, { kind: kind.value, parent: parent.value }]
  }))
}

/**
 * @param {Model} model
 * @param {unknown} asked
 * @returns {Promise<(Node | string)[]>}
 */
async function made(model, asked) {
  try {
    const found = await post(`/${model.id}/dataset`, asked)
    const query = new URLSearchParams({ dataset: found.dataset })
    const rows = Object.entries(found.rows).map(([name, count]) =>
      `${count} ${name.replaceAll("_", " ")}`
    ).join(", ")
    const zip = `desk/${model.id}/dataset?${new URLSearchParams({ name: found.dataset })}`
    const checks = found.checks.map((/** @type {Record<string, string>} */ one) =>
      element(
        "li",
        { "data-verdict": one.verdict },
        `${one.verdict}: ${one.says} (${one.arithmetic})`,
      )
    )
    return [
      element("p", { class: "vm-same" }, `The dataset is made: ${rows}.`),
      element(
        "p",
        { class: "vm-taking" },
        element("a", { href: `./?${query}` }, "See it on the pages"),
        " · ",
        element("a", { href: zip, download: "" }, "Download it (ZIP)"),
      ),
      element("h4", {}, "Cross-checks"),
      element(
        "ul",
        {},
        ...(checks.length ? checks : [element("li", {}, "None: no number tells of another.")]),
      ),
    ]
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const problems = error instanceof Refused ? error.problems : []
    return [
      element("p", { class: "vm-other" }, error.message),
      element("ul", {}, ...problems.map((text) => element("li", {}, text))),
    ]
  }
}
