// Every number that the main part of a page shows, with the address it stands in.
// Exempt: ticks of axes, labels of rows ([data-label]), counts of rows ([data-rows]), positions in the
// document ([data-place]), SQL, what the reader opened or typed, and fields.
;(() => {
  /** @import { PlotElement } from "../../src/metrics/ui/front/types.d.ts" */
  const EXEMPT = [
    ".xtick, .ytick, .xaxislayer-above, .yaxislayer-above, [data-rows], [data-place], [data-label]",
    "pre, .vm-text, textarea, input, select, style, script, .vm-filters, .vm-file, .vm-desk-open",
    "[data-testid=stFileUploader]",
  ].join(", ")
  const NUMBER = /(?<![\w.,])\d[\d,]*(?:\.\d+)?/g
  const POSITION = /(?:paragraph|sentence|characters?) [0-9,]+(?: to [0-9,]+)?|[A-Z]\d{2,}/g
  const main = document.querySelector("[data-testid=stMainBlockContainer]")
  if (!main) throw new Error("the page has no main part")
  const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT)
  const numbers = []
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const parent = node.parentElement
    if (!parent || parent.closest(EXEMPT) || !parent.getClientRects().length) continue
    const text = (node.textContent ?? "").replace(POSITION, "")
    const address = addressOf(parent)
    for (const [number] of text.matchAll(NUMBER)) {
      numbers.push({ number, address, text: node.textContent })
    }
  }

  /** @param {Element} element */
  function addressOf(element) {
    /** @type {PlotElement | null} */
    const plot = element.closest(".vm-plot")
    if (plot) return [...new Set((plot.data ?? []).flatMap((trace) => trace.customdata))].join("|")
    return element.closest("[data-address]")?.getAttribute("data-address") ?? ""
  }

  /** @type {NodeListOf<PlotElement>} */
  const plots = document.querySelectorAll(".vm-plot")
  const marks = [...plots].flatMap((plot) => (plot.data ?? []).flatMap(marksOf))

  /** @param {Record<string, any>} trace */
  function marksOf(trace) {
    const addresses = /** @type {(string | null)[]} */ (trace.customdata)
    return addresses.map((address, i) => ({
      address: address ?? "",
      text: String(trace.text?.[i] ?? ""),
      state: trace.name,
    }))
  }
  return { numbers, marks }
})
