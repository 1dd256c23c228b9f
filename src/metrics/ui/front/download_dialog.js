// The download dialog of a chart: images, tables, bundles, reports, links.
/** @import { CardContent, Dialog, ImageChoice, Jobs } from "./types.d.ts" */
import { bundleSection } from "./download_bundles.js"
import { linkSection } from "./download_links.js"
import { controls, counted, section, select } from "./download_parts.js"
import { button, element, statusLine } from "./dom.js"
import { blobOf, fileUrl, renderFile, renderImage, requestFile, saveFile } from "./files.js"
import { fileLink, runJob, stopAll } from "./jobs.js"

/** @type {ImageChoice} */
const QUICK = { size: "report", scale: "2" } // what the button beside the chart makes
const NO_CLIPBOARD =
  "it keeps the clipboard closed on a page without https. Download the PNG instead"

/**
 * @param {Jobs} jobs of the card, where the quick button tells how it ended
 * @param {HTMLElement} parent where the dialog is put
 * @param {() => CardContent} content
 * @returns {HTMLElement[]} the buttons that make files of a chart
 */
export function downloadButtons(jobs, parent, content) {
  const label = { "data-format": "png", "aria-label": "Download the chart as PNG" }
  const quick = button("PNG", label, () => makeImage(jobs, content(), "png", quick, QUICK))
  /** @type {Dialog | undefined} */
  let dialog
  const more = button("Download …", { "aria-haspopup": "dialog" }, () => {
    dialog ??= createDialog(parent, content)
    openDialog(dialog)
  })
  return [quick, more]
}

/**
 * @param {HTMLElement} parent
 * @param {() => CardContent} content
 * @returns {Dialog}
 */
function createDialog(parent, content) {
  const { sizes, scales } = content().export
  const root = element("dialog", { class: "vm-take", "aria-label": "Download" })
  /** @type {Dialog} */
  const dialog = {
    content,
    root,
    status: statusLine(),
    running: new Set(),
    size: select("Size", sizes, QUICK.size),
    scale: select("Scale of the PNG", scales, QUICK.scale),
    progress: element("progress", { hidden: "", "aria-label": "How far the bundle is" }),
  }
  root.addEventListener("close", () => stopAll(dialog))
  parent.append(root)
  return dialog
}

/** @param {Dialog} dialog */
function openDialog(dialog) {
  const close = button("Close", { class: "vm-close" }, () => dialog.root.close())
  dialog.status.replaceChildren()
  dialog.root.replaceChildren(
    element("header", {}, element("h2", {}, "Download"), close),
    imageSection(dialog),
    tableSection(dialog),
    bundleSection(dialog),
    linkSection(dialog),
    dialog.progress,
    dialog.status,
  )
  dialog.root.showModal()
}

// ---- images

/** @param {Dialog} dialog */
function imageSection(dialog) {
  const content = dialog.content()
  const { pdf } = content.export
  /** @param {"png" | "svg" | "pdf"} form */
  const format = (form) => {
    const name = form.toUpperCase()
    const node = button(name, { "aria-label": `Download the image as ${name}` }, () => {
      const choice = { size: dialog.size.value, scale: dialog.scale.value }
      return makeImage(dialog, content, form, node, choice)
    })
    return node
  }
  const paper = format("pdf")
  paper.disabled = Boolean(pdf)
  return section(
    "Image",
    "Always light, with title, filters, statuses and source inside.",
    previewOf(dialog, content),
    controls(...[dialog.size, dialog.scale].map(labelled)),
    controls(format("png"), format("svg"), paper, copyButton(dialog, content)),
    ...(pdf ? [element("p", { class: "vm-hint" }, pdf)] : []),
  )
}

/** @param {HTMLSelectElement} input */
function labelled(input) {
  return element("label", {}, input.getAttribute("aria-label") ?? "", input)
}

/**
 * @param {Dialog} dialog
 * @param {CardContent} content
 */
function previewOf(dialog, content) {
  const image = element("img", { class: "vm-preview", alt: content.alt })
  const show = async () => {
    image.src = await renderImage(content, "svg", dialog.size.value).catch(() => "")
  }
  dialog.size.onchange = show
  show()
  return image
}

/**
 * @param {Jobs} jobs
 * @param {CardContent} content
 * @param {"png" | "svg" | "pdf"} form
 * @param {Element} pressed
 * @param {ImageChoice} choice
 */
function makeImage(jobs, content, form, pressed, { size, scale }) {
  return runJob(jobs, pressed, form.toUpperCase(), async (signal) => {
    const images = form === "pdf"
      ? undefined
      : { [form]: await renderFile(content, form, size, Number(scale)) }
    const from = fileUrl(content.export, content.name, form, { size, scale })
    return saveFile(jobs, await requestFile(from, images, signal))
  })
}

/**
 * @param {Dialog} dialog
 * @param {CardContent} content
 */
function copyButton(dialog, content) {
  const node = button("Copy image", {}, () =>
    runJob(dialog, node, "image", async () => {
      if (!("ClipboardItem" in globalThis)) throw new Error(NO_CLIPBOARD)
      if (!navigator.clipboard?.write) throw new Error(NO_CLIPBOARD)
      const picture = renderImage(content, "png", dialog.size.value, 2).then(blobOf)
      await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })])
      return ["The image is copied."]
    }))
  return node
}

// ---- tables

/** @param {Dialog} dialog */
function tableSection(dialog) {
  const { export: of, name, rows } = dialog.content()
  const choice = rowChoice({ shown: rows.rows, everything: of.everything })
  const chosen = () => /** @type {HTMLInputElement} */ (choice.querySelector("input:checked")).value
  const links = Object.entries(of.tables).map(([form, label]) =>
    fileLink(dialog, label, () => fileUrl(of, name, form, { rows: chosen() }))
  )
  const hint = "Tidy, with unit, status and the address of each figure."
  return section("Table", hint, choice, controls(...links))
}

/** @param {{ shown: number, everything: number }} counts */
function rowChoice({ shown, everything }) {
  /**
   * @param {string} value
   * @param {string} words
   * @param {number} count
   */
  const line = (value, words, count) => {
    const input = element("input", { type: "radio", name: "vm-rows", value })
    input.checked = value === "shown"
    return element("label", { "data-rows": "" }, input, ` ${words} (${counted(count, "row")})`)
  }
  return element(
    "fieldset",
    { class: "vm-controls" },
    element("legend", {}, "Rows"),
    line("shown", "What is shown", shown),
    line("everything", "Everything", everything),
  )
}
