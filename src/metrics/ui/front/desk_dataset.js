// @ts-check
// The dataset that is made of what is confirmed.
import { post, Refused } from "./desk_api.js"
import { folded } from "./desk_fold.js"
import { button, element } from "./dom.js"

/** @import { Model } from "./desk_model.js" */

/**
 * @param {Model} model
 * @param {(dataset: string) => void} published
 */
export function publishForm(model, published) {
  return folded("Make the dataset", () => form(model, published), "dataset")
}

/**
 * @param {Model} model
 * @param {(dataset: string) => void} published
 * @returns {(Node | string)[]}
 */
function form(model, published) {
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
    const request = {
      title: title.input.value,
      whole: whole.input.value.trim(),
      places: described(places),
      ...Object.fromEntries(from.map(({ input }) => [input.dataset.from, input.value.trim()])),
    }
    answer.replaceChildren(...(await makeDataset(model, request, published)))
  })
  const left = model.left()
  const waiting = left.open + left.repaired + left.clean
  return [
    element(
      "p",
      { class: "vm-hint" },
      `Figures, tables, cross-checks and the ledger; nothing of the text. ${
        waiting
          ? `${waiting} numbers are not decided yet and are left out, with the cross-checks that ` +
            "they take part in; the dataset says so."
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
 * @param {unknown} request
 * @param {(dataset: string) => void} published
 * @returns {Promise<(Node | string)[]>}
 */
async function makeDataset(model, request, published) {
  try {
    const dataset = await post(`/${model.id}/dataset`, request)
    published(dataset.dataset)
    const query = new URLSearchParams({ dataset: dataset.dataset })
    const rows = Object.entries(dataset.rows).map(([name, count]) =>
      `${count} ${name === "ledger" ? "entries of the ledger" : name.replaceAll("_", " ")}`
    ).join(", ")
    const zip = `desk/${model.id}/dataset?${new URLSearchParams({ name: dataset.dataset })}`
    const checks = dataset.checks.map((/** @type {Record<string, string>} */ one) =>
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
