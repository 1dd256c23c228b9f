// The parts of the front end that need no page: what they give for what they are given.
import assert from "node:assert/strict"
import { test } from "node:test"
import { codeOf } from "../../src/metrics/ui/front/card.js"
import { fitted } from "../../src/metrics/ui/front/chart.js"
import { listen } from "../../src/metrics/ui/front/plots.js"
import { summaryOf as summaryOfChecks } from "../../src/metrics/ui/front/checks.js"
import { bundledCards, reportUrl } from "../../src/metrics/ui/front/download_bundles.js"
import { linksOf } from "../../src/metrics/ui/front/download_links.js"
import { figureLink, figureQuery } from "../../src/metrics/ui/front/figure_link.js"
import { fileUrl, nameIn } from "../../src/metrics/ui/front/files.js"
import { failure } from "../../src/metrics/ui/front/jobs.js"
import { smaller } from "../../src/metrics/ui/front/overview.js"
import { kindOf } from "../../src/metrics/ui/front/panel.js"
import { summaryOf as summaryOfReading } from "../../src/metrics/ui/front/reading.js"
import {
  neighbourOf,
  searchUrl,
  summaryOf as summaryOfSearch,
} from "../../src/metrics/ui/front/search.js"
import { counted as countedFigures, matches } from "../../src/metrics/ui/front/sources.js"
import { samePath } from "../../src/metrics/ui/front/streamlit_dom.js"
import { counted as countedRows } from "../../src/metrics/ui/front/table.js"
import { neighbour } from "../../src/metrics/ui/front/tabs.js"

const PAGE = "https://stats.example/county/poverty_exits?dataset=a%2Bb&years=2014"

test("the URL of a file is below the prefix, with the filters and what is asked besides", () => {
  const of = { dataset: "漾濞 a/b", query: "years=2014&villages=A%26B" }
  const url = fileUrl(of, "loan", "png", { size: "slide", scale: "4" }, PAGE)
  assert.equal(
    url.href,
    "https://stats.example/county/export/%E6%BC%BE%E6%BF%9E%20a%2Fb/loan.png" +
      "?years=2014&villages=A%26B&size=slide&scale=4",
  )
})

test("a file is named as the server names it", () => {
  assert.equal(nameIn("attachment; filename*=UTF-8''%E6%BC%BE-2014.csv"), "漾-2014.csv")
  assert.equal(nameIn("attachment"), "download")
  assert.equal(nameIn(null), "download")
})

test("a report names its charts unless they are the usual ones, in any order", () => {
  const of = { dataset: "d", query: "years=2014", topics: ["a", "b"] }
  const topics = (/** @type {string[]} */ charts) =>
    // @ts-expect-error: the rest of what a card holds has no part in the URL
    reportUrl(of, "html", charts, PAGE).searchParams.getAll("topics")
  assert.deepEqual(topics(["b", "a"]), [])
  assert.deepEqual(topics(["a"]), ["a"])
  assert.deepEqual(topics(["a", "b", "c"]), ["a", "b", "c"])
})

test("a bundle of all has a card of each topic, and of each indicator where it shows one", () => {
  const of = { topics: ["loan", "trend"], one_by_one: ["trend"], indicators: ["Water", "Roads"] }
  assert.deepEqual(bundledCards(of), [
    ["loan", {}],
    ["trend", { indicators: "Water" }],
    ["trend", { indicators: "Roads" }],
  ])
  assert.deepEqual(bundledCards({ topics: ["loan"], one_by_one: [], indicators: [] }), [[
    "loan",
    {},
  ]])
})

test("a link is given without the version, without filters, and frozen", () => {
  const link = "https://stats.example/county/loan?years=2014&version=1a2b"
  assert.deepEqual(linksOf(link, PAGE), {
    plain: "https://stats.example/county/loan?years=2014",
    bare: "https://stats.example/county/loan",
    frozen: link,
  })
})

test("a figure's link keeps the dataset in view and nothing else", () => {
  assert.equal(figureQuery("F09", "?dataset=a%2Bb&years=2014"), "?dataset=a%2Bb&figure=F09")
  assert.equal(figureQuery("F09", ""), "?figure=F09")
  assert.equal(
    figureLink("A:F09", PAGE),
    "https://stats.example/county/sources?dataset=a%2Bb&figure=A%3AF09",
  )
})

test("arrow keys go round the tabs, other keys nowhere", () => {
  const names = ["chart", "data", "making"]
  assert.equal(neighbour(names, "chart", "ArrowRight"), "data")
  assert.equal(neighbour(names, "making", "ArrowRight"), "chart")
  assert.equal(neighbour(names, "chart", "ArrowLeft"), "making")
  assert.equal(neighbour(names, "chart", "Tab"), undefined)
})

test("every word of a search must occur, and every filter that is set must agree", () => {
  const figure = { search: "f09 719 households", of: { status: "achieved", paragraph: "1" } }
  assert.ok(matches(figure, "", {}))
  assert.ok(matches(figure, "  HOUSE 719 ", { status: "achieved", paragraph: "" }))
  assert.ok(!matches(figure, "719 people", {}))
  assert.ok(!matches(figure, "719", { status: "planned" }))
  assert.ok(!matches(figure, "", { dataset: "other" }))
})

test("counts say one and many, and that there are more", () => {
  assert.equal(countedRows({ rows: 1, cells: [[]] }), "1 row")
  assert.equal(countedRows({ rows: 0, cells: [] }), "0 rows")
  assert.equal(countedRows({ rows: 900, cells: [[], []] }), "900 rows, first 2")
  assert.equal(countedFigures(3, 43), "3 of 43 figures")
  assert.equal(
    countedFigures(0, 43),
    "No figure matches: shorten the search, or set a choice back to “all”.",
  )
  assert.equal(countedFigures(0, 0), "")
})

test("checks are counted by verdict", () => {
  const holds = { verdict: "holds", words: "hold", sign: "✓", count: 16 }
  const open = { verdict: "cannot be checked", words: "cannot be checked", sign: "?", count: 1 }
  assert.equal(
    summaryOfChecks({ verdicts: [holds, open] }),
    "Of the cross-checks: 16 hold, 1 cannot be checked.",
  )
  assert.equal(summaryOfChecks({ verdicts: [] }), "This dataset has no cross-checks.")
})

test("of the numbers that no figure uses twenty are named, and all are counted", () => {
  const content = { read_as: "Read as UTF-8.", counts: { "in place": 40, missing: 3 } }
  const none = summaryOfReading({ ...content, unused: [], unused_count: 0 })
  assert.equal(
    none,
    "Read as UTF-8. Figures: 40 in place, 3 missing. No number of the text is left unused.",
  )
  const unused = Array.from({ length: 30 }, (_, at) => String(at))
  const many = summaryOfReading({ ...content, unused, unused_count: 31 })
  assert.match(many, /uses: 31 \(0; 1; .*; 19; …\)\.$/)
})

test("a number says what kind it is, and a figure and a check their ids", () => {
  assert.equal(kindOf("F09", { kind: "figure" }), "Printed in the document · Figure F09")
  assert.equal(kindOf("C01", { kind: "check" }), "A cross-check of the document · Check C01")
  assert.equal(
    kindOf("people per household", { kind: "formula" }),
    "Worked out from printed numbers",
  )
})

test("a failure is one sentence; what the reader has stopped is none", () => {
  assert.equal(
    failure("CSV", new Error("too many. Wait a minute. ")),
    "The CSV was not made: too many. Wait a minute.",
  )
  assert.equal(failure("CSV", "no"), "The CSV was not made: no.")
  assert.equal(failure("CSV", new DOMException("stopped", "AbortError")), "")
})

test("SQL stands with the values that are bound to it", () => {
  const values = { years: [2014], villages: [] }
  assert.equal(
    codeOf({ says: "", sql: "select 1", values }),
    "select 1\n-- with $years = [2014], $villages = []; an empty list means all",
  )
  assert.equal(codeOf({ says: "", sql: "select 1", values: {} }), "select 1")
  assert.equal(codeOf({ says: "By hand.", sql: "", values: {} }), "")
})

test("a chart lies as its layout says for a screen below a width", () => {
  const narrow = { below: 600, height: 900, layout: { legend: { y: 2 }, annotations: [1] } }
  const layout = { height: 400, legend: { x: 1, y: 1 }, meta: { narrow } }
  assert.equal(fitted({ data: [], layout }, 600).layout, layout)
  const found = fitted({ data: [], layout }, 599).layout
  assert.deepEqual([found.height, found.legend, found.annotations], [900, { x: 1, y: 2 }, [1]])
  assert.equal(layout.legend.y, 1)
})

test("a small chart is no taller than its squares or than a card", () => {
  const layout = (/** @type {number | undefined} */ ratio) => ({
    meta: { ratio },
    height: 700,
    margin: { l: 5 },
    template: { layout: { font: { size: 14 }, margin: { l: 1, t: 90, b: 2 } } },
  })
  assert.equal(smaller(layout(undefined), 300).height, 320)
  assert.equal(smaller(layout(0.5), 300).height, 210)
  const stacked = { ...layout(undefined), meta: { narrow: { below: 640 } } }
  assert.equal(smaller(stacked, 639).height, 460)
  assert.equal(smaller(structuredClone(stacked), 640).height, 460 - 140)
  assert.deepEqual(smaller(layout(undefined), 300).margin, { l: 5, t: 28, b: 2 })
})

test("the second click of a double click opens nothing and resets once", async () => {
  /** @type {Map<string, (clicked?: unknown) => void>} */
  const acts = new Map()
  const plot = {
    on: (/** @type {string} */ name, /** @type {() => void} */ act) => acts.set(name, act),
  }
  /** @type {string[]} */
  const done = []
  // @ts-expect-error: of an element only its events have a part in this
  listen(plot, { mark: (address) => done.push(address), reset: () => done.push("reset") })
  const click = (/** @type {number} */ detail) =>
    acts.get("plotly_click")?.({ points: [{ customdata: "F09" }], event: { detail } })
  click(1)
  click(2)
  acts.get("plotly_doubleclick")?.()
  await Promise.resolve()
  assert.deepEqual(done, ["F09", "reset"])
  acts.get("plotly_doubleclick")?.()
  await Promise.resolve()
  assert.deepEqual(done, ["F09", "reset", "reset"])
  click(2)
  await Promise.resolve()
  assert.deepEqual(done, ["F09", "reset", "reset", "reset"])
})

test("pages are the same by their path, whatever their query", () => {
  assert.ok(samePath("/county/loan?a=1", "https://stats.example/county/loan"))
  assert.ok(!samePath("/county/training", "https://stats.example/county/loan"))
})

test("a search is asked below the prefix, its text and dataset as they are", () => {
  assert.equal(
    searchUrl("a+b", "户 & x", PAGE).href,
    "https://stats.example/county/search/a%2Bb?text=%E6%88%B7+%26+x",
  )
})

test("what a search found is said in counts, and that it found nothing", () => {
  const hits = [{ label: "Elm", detail: "", link: "", page: false }]
  assert.equal(
    summaryOfSearch([{ heading: "Places", more: 1999, hits }], "e"),
    "2,000 in Places",
  )
  assert.match(summaryOfSearch([], "zz"), /^Nothing begins with “zz”\./)
})

test("arrow keys go round the options", () => {
  assert.deepEqual([neighbourOf(-1, 3, true), neighbourOf(2, 3, true)], [0, 0])
  assert.deepEqual([neighbourOf(-1, 3, false), neighbourOf(0, 3, false)], [2, 2])
})
