// What a press does to a choice, and what the URL says of it.
import assert from "node:assert/strict"
import { test } from "node:test"
import {
  countOn,
  keyIn,
  queryKept,
  queryWith,
  selectedIn,
  toggled,
  withFilter,
} from "../../src/metrics/ui/front/choices.js"

const YEARS = { name: "years", single: false, options: ["2014", "2015", "2016"] }
const MEASURE = { name: "measure", single: true, options: ["households", "people"] }

test("a query says each value of each filter once, and nothing else is a choice", () => {
  assert.deepEqual(selectedIn("?years=2015&years=2014&years=2015&dataset=a&status=&x=1"), {
    years: ["2015", "2014"],
  })
  assert.deepEqual(selectedIn(""), {})
})

test("a choice is the same in whatever order its URL has it", () => {
  const one = "years=2014&villages=A+%26+B&years=2015&dataset=d"
  assert.equal(keyIn(one), keyIn("?years=2015&years=2014&villages=A%20%26%20B&shown=Map"))
  assert.notEqual(keyIn(one), keyIn("years=2014&villages=A&years=2015"))
  assert.notEqual(keyIn("villages=A&villages=B"), keyIn("villages=A%26villages%3DB"))
})

test("a press turns an option on, and off where it was on; options stand in their order", () => {
  assert.deepEqual(toggled({ years: ["2016"] }, YEARS, "2014"), { years: ["2014", "2016"] })
  assert.deepEqual(toggled({ years: ["2014", "2016"] }, YEARS, "2014"), { years: ["2016"] })
  assert.deepEqual(toggled({ years: ["2016"], status: ["planned"] }, YEARS, "2016"), {
    status: ["planned"],
  })
  const place = { name: "villages", single: false, options: [] }
  assert.deepEqual(toggled({ villages: ["B"] }, place, "A"), { villages: ["B", "A"] })
})

test("a filter of one value takes the new one for the old", () => {
  assert.deepEqual(toggled({ measure: ["people"] }, MEASURE, "households"), {
    measure: ["households"],
  })
  assert.deepEqual(toggled({ measure: ["people"] }, MEASURE, "people"), {})
  assert.deepEqual(withFilter({ years: ["2014"] }, "years", []), {})
})

test("the URL keeps what is no filter, and says the filters in the server's order", () => {
  const selected = { status: ["planned"], villages: ["A & B"], years: ["2014", "2016"] }
  assert.equal(
    queryWith("?dataset=a%2Bb&measure=people&shown=Map", selected),
    "dataset=a%2Bb&shown=Map&years=2014&years=2016&villages=A+%26+B&status=planned",
  )
  assert.equal(queryWith("?years=2014", {}), "")
})

test("another page takes the dataset and the filters along, and nothing else", () => {
  assert.equal(
    queryKept("?dataset=d&figure=F09&years=2014&version=1a2b&shown=Map"),
    "dataset=d&years=2014",
  )
})

test("the button of the filters counts those of the page that are on", () => {
  const selected = { years: ["2014", "2015"], indicators: ["a"] }
  assert.equal(countOn(selected, [{ name: "years" }, { name: "status" }]), 1)
})
