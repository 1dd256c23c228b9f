// Citing a figure: its citation is made by the server, copied here or saved as a file.
import { button, element, say, saying } from "./dom.js"
import { address, asked } from "./files.js"
import { copied } from "./panel.js"

const FORMS = { bib: "BibTeX", csl: "CSL-JSON" }

// The buttons and links to cite a figure; none where the files of its dataset are not known.
export function figureCitations(view, figure) {
  const of = view.content.export
  if (!of) return []
  const status = saying() // beside the buttons, and gone with the figure that it speaks of
  const from = (form) => address({ ...of, query: "" }, figure, form)
  const copy = ([form, label]) =>
    button(`Copy as ${label}`, {}, () => copyCitation({ said: status }, from(form)))
  const file = ([form, label]) =>
    element("a", { class: "vm-file", href: from(form), download: "" }, `${label} file`)
  const forms = Object.entries(FORMS)
  return [
    element(
      "div",
      { class: "vm-taking" },
      element("span", {}, "Cite this figure:"),
      ...forms.map(copy),
      ...forms.map(file),
      status,
    ),
  ]
}

async function copyCitation(view, from) {
  try {
    await copied(view, await (await asked(from)).blob.text())
  } catch (error) {
    say(view, `The citation was not made: ${error?.message ?? error}`)
  }
}
