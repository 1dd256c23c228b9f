// Citing a figure: its citation is made by the server, copied here or saved as a file.
/** @import { Lists } from "./types.d.ts" */
import { copyText } from "./clipboard.js"
import { button, element, messageOf, statusLine } from "./dom.js"
import { fileUrl, requestFile } from "./files.js"

/**
 * @param {Lists | undefined} of
 * @param {string} figure
 * @returns {HTMLElement[]} what cites a figure; none where the files of its dataset are not known
 */
export function figureCitations(of, figure) {
  if (!of) return []
  const status = statusLine() // beside the buttons, and gone with the figure that it speaks of
  const forms = Object.entries(of.citations)
  /** @param {string} form */
  const from = (form) => fileUrl({ ...of, query: "" }, figure, form)
  const copies = forms.map(([form, label]) =>
    button(`Copy as ${label}`, {}, () => copyCitation(status, from(form)))
  )
  const files = forms.map(([form, label]) =>
    element("a", { class: "vm-file", href: from(form).href, download: "" }, `${label} file`)
  )
  const label = element("span", {}, "Cite this figure:")
  return [element("div", { class: "vm-taking" }, label, ...copies, ...files, status)]
}

/**
 * @param {HTMLElement} status
 * @param {URL} from
 */
async function copyCitation(status, from) {
  try {
    await copyText(status, await (await requestFile(from)).blob.text())
  } catch (error) {
    status.replaceChildren(`The citation was not made: ${messageOf(error)}`)
  }
}
