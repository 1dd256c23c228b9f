// Every number that the main part of a page shows, with the address it stands in.
// Exempt: ticks of axes, labels of rows ([data-label]), counts of rows ([data-rows]), places in the document ([data-place]),
// SQL, what the reader opened or typed, and fields.
;(() => {
  const EXEMPT =
    ".xtick, .ytick, .xaxislayer-above, .yaxislayer-above, [data-rows], [data-place], [data-label], pre, .vm-text, textarea, input, select, style, script, .vm-filters, [data-testid=stFileUploader], .vm-file"
  const NUMBER = /(?<![\w.,])\d[\d,]*(?:\.\d+)?/g
  const PLACE = /(?:paragraph|sentence|characters?) [0-9,]+(?: to [0-9,]+)?|[A-Z]\d{2,}/g
  const main = document.querySelector("[data-testid=stMainBlockContainer]")
  const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT)
  const found = []
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const parent = node.parentElement
    if (parent.closest(EXEMPT) || !parent.getClientRects().length) continue
    const text = node.textContent.replace(PLACE, "")
    const plot = parent.closest(".vm-plot")
    const address = plot
      ? [...new Set(plot.data.flatMap((trace) => trace.customdata))].join("|")
      : parent.closest("[data-address]")?.dataset.address ?? ""
    for (const [number] of text.matchAll(NUMBER)) {
      found.push({ number, address, text: node.textContent })
    }
  }
  const marks = [...document.querySelectorAll(".vm-plot")].flatMap((plot) =>
    (plot.data ?? []).flatMap((trace) =>
      trace.customdata.map((address, i) => ({
        address: address ?? "",
        text: String(trace.text?.[i] ?? ""),
        state: trace.name,
      }))
    )
  )
  return { found, marks }
})
