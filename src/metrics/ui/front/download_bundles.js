// The part of the download dialog for several files in one: bundles and reports.
/** @import { CardContent, Dialog, Export } from "./types.d.ts" */
import { controls, section } from "./download_parts.js"
import { button, element } from "./dom.js"
import { fileUrl, renderAll, requestFile, saveFile } from "./files.js"
import { fileLink, runJob } from "./jobs.js"

const HINT =
  "A ZIP with images, tables, citations and checksums; a report with contents, sources and " +
  "checks. Both follow the filters."

/** @param {Dialog} dialog */
export function bundleSection(dialog) {
  const content = dialog.content()
  const of = content.export
  const one = button("This chart (ZIP)", {}, () => {
    makeBundle(dialog, one, content.name, async () => [content])
  })
  const all = button("All charts (ZIP)", {}, () => {
    const cards = (/** @type {AbortSignal} */ signal) =>
      Promise.all(bundledCards(of).map(([name, more]) => requestCard(of, name, more, signal)))
    makeBundle(dialog, all, "all", cards)
  })
  const charts = chartChoice(of, content.name)
  /** @param {"html" | "pdf"} form */
  const report = (form) => () => reportUrl(of, form, checkedIn(charts))
  const page = fileLink(dialog, "Report (HTML)", report("html"))
  const paper = of.pdf
    ? button("Report (PDF)", { disabled: "" })
    : fileLink(dialog, "Report (PDF)", report("pdf"))
  return section("Bundle and report", HINT, controls(one, all), charts, controls(page, paper))
}

/**
 * @param {Export} of
 * @param {string} form
 * @param {string[]} charts those of the report
 * @param {string} [page] the URL of the page in view
 * @returns {URL} which names the charts unless they are the usual ones
 */
export function reportUrl(of, form, charts, page = location.href) {
  const url = fileUrl(of, "all", form, {}, page)
  const usual = charts.length === of.topics.length && of.topics.every((one) => charts.includes(one))
  for (const name of usual ? [] : charts) url.searchParams.append("topics", name)
  return url
}

/**
 * @param {Pick<Export, "topics" | "one_by_one" | "indicators">} of
 * @returns {[name: string, more: Record<string, string>][]} each card of a bundle of all, and what
 *   its URL says beyond the filters: the indicator, of a card that shows one
 */
export function bundledCards({ topics, one_by_one, indicators }) {
  /** @type {(name: string) => Record<string, string>[]} */
  const of = (name) =>
    one_by_one.includes(name) ? indicators.map((one) => ({ indicators: one })) : [{}]
  return topics.flatMap((name) =>
    of(name).map((more) => /** @type {[string, Record<string, string>]} */ ([name, more]))
  )
}

/** @param {HTMLElement} choices */
function checkedIn(choices) {
  const inputs = choices.querySelectorAll("input:checked")
  return [...inputs].map((one) => /** @type {HTMLInputElement} */ (one).value)
}

/**
 * @param {Export} of
 * @param {string} here
 * @returns {HTMLElement} the charts of a report: those of every page, and the one in view
 */
function chartChoice(of, here) {
  const charts = Object.entries(of.charts).map(([name, title]) => {
    const input = element("input", { type: "checkbox", value: name })
    input.checked = of.topics.includes(name) || name === here
    return element("label", {}, input, ` ${title}`)
  })
  const choices = element("fieldset", {}, element("legend", {}, "Charts of the report"), ...charts)
  const summary = element("summary", {}, "Choose the charts of the report")
  return element("details", { class: "vm-charts" }, summary, choices)
}

/**
 * @param {Export} of
 * @param {string} name
 * @param {Record<string, string>} more
 * @param {AbortSignal} signal
 * @returns {Promise<CardContent>}
 */
async function requestCard(of, name, more, signal) {
  const url = fileUrl(of, name, "card", more)
  return JSON.parse(await (await requestFile(url, {}, signal)).blob.text())
}

/**
 * @param {Dialog} dialog
 * @param {Element} pressed
 * @param {string} name
 * @param {(signal: AbortSignal) => Promise<CardContent[]>} cards
 */
async function makeBundle(dialog, pressed, name, cards) {
  const of = dialog.content().export
  await runJob(dialog, pressed, "bundle", async (signal) => {
    const images = await renderAll(await cards(signal), (done, all, words) => {
      signal.throwIfAborted()
      Object.assign(dialog.progress, { hidden: false, max: all, value: done })
      dialog.status.replaceChildren(`${words} …`)
    })
    return saveFile(dialog, await requestFile(fileUrl(of, name, "zip"), images, signal))
  })
  dialog.progress.hidden = true
}
