// @ts-check
// Where a report comes from: one that was begun, a file, or a pasted text.
import { ask, openDocument, post } from "./desk_api.js"
import { button, element, messageOf, statusLine } from "./dom.js"

/** @import { Listed } from "./desk_api.js" */

/**
 * @param {HTMLElement} root
 * @param {{ takes: string, datasets: [string, string][] }} content
 * @param {(id: string) => Promise<void>} open
 * @param {string} message
 */
export async function start(root, content, open, message) {
  const status = statusLine()
  status.append(message)
  const file = /** @type {HTMLInputElement} */ (element("input", {
    type: "file",
    accept: ".txt,.html,.htm,.docx,.pdf,text/*",
  }))
  const text = /** @type {HTMLTextAreaElement} */ (element("textarea", { rows: "6" }))
  const edition = editions(content.datasets)
  const take = async (/** @type {Blob | string} */ document, /** @type {string} */ name) => {
    status.replaceChildren("Reading the document and finding its numbers …")
    try {
      await open((await openDocument(document, name, edition.value)).id)
    } catch (error) {
      status.replaceChildren(messageOf(error))
    }
  }
  file.addEventListener(
    "change",
    () => file.files?.[0] && void take(file.files[0], file.files[0].name),
  )
  const paste = button("Read the pasted text", {}, () => void take(text.value, ""))
  const list = element("div")
  root.replaceChildren(
    element("h2", {}, "Open a report"),
    element(
      "div",
      { class: "vm-desk-open" },
      element("label", {}, element("span", {}, content.takes), file),
      element(
        "label",
        {},
        element("span", {}, "Last edition, if there is one: only what changed is asked for"),
        edition,
      ),
    ),
    element("label", { class: "vm-desk-paste" }, element("span", {}, "Or paste the text"), text),
    element("p", { class: "vm-taking" }, paste),
    status,
    list,
  )
  const say = (/** @type {unknown} */ error) => status.replaceChildren(messageOf(error))
  try {
    drawList(list, await ask(""), open, say)
  } catch (error) {
    say(error)
  }
}

/** @param {[string, string][]} datasets */
function editions(datasets) {
  const select = /** @type {HTMLSelectElement} */ (element(
    "select",
    {},
    element("option", { value: "" }, "none"),
  ))
  for (const [name, title] of datasets) select.append(element("option", { value: name }, title))
  return select
}

/**
 * @param {HTMLElement} list
 * @param {Listed[]} reports
 * @param {(id: string) => Promise<void>} open
 * @param {(error: unknown) => void} say
 */
function drawList(list, reports, open, say) {
  if (!reports.length) return list.replaceChildren()
  const lines = reports.map((one) =>
    element(
      "li",
      { class: "vm-taking" },
      `${one.title}, ${one.numbers.toLocaleString("en")} numbers, opened on ${one.opened} `,
      button("Go on", { "aria-label": `Go on with ${one.title}` }, () => void open(one.id)),
      removing(list, one, open, say),
    )
  )
  list.replaceChildren(
    element("h3", {}, "Your reports"),
    element(
      "p",
      { class: "vm-hint" },
      "Kept on this server for this browser, until you remove them.",
    ),
    element("ul", { class: "vm-desk-list" }, ...lines),
  )
}

/**
 * A report is removed by a second press: nothing brings it back.
 * @param {HTMLElement} list
 * @param {Listed} one
 * @param {(id: string) => Promise<void>} open
 * @param {(error: unknown) => void} say
 */
function removing(list, one, open, say) {
  const made = button("Remove", { "aria-label": `Remove ${one.title}` }, async () => {
    if (made.dataset.asked) {
      return post(`/${one.id}/remove`, {}).then((left) => drawList(list, left, open, say), say)
    }
    made.dataset.asked = "yes"
    made.textContent = "Remove it with all decisions?"
  })
  return made
}
