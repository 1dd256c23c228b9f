// @ts-check
// A report at the desk: its numbers, what was decided, and what is on its way to the server.
import { ask, nextBatch, NoAnswer, postEntries, Refused } from "./desk_api.js"
import { cellKey, EMPTY, kept, QUEUES, shownValue } from "./desk_decision.js"

/** @import { Agreement, Candidate, Cell, Check, Decision, Entry, Whole } from "./desk_api.js" */

const RETRY_MS = 3000

export class Model {
  /**
   * @param {string} id
   * @param {Whole} report
   */
  constructor(id, report) {
    this.id = id
    this.document = report.document
    this.kinds = report.kinds
    this.numbers = report.document.numbers
    /** @type {Map<string, Candidate>} */
    this.byId = new Map(this.numbers.map((one) => [one.figure_id, one]))
    this.points = /[\ud800-\udbff]/.test(report.document.text)
      ? Array.from(report.document.text)
      : null
    /** @type {Map<string, Decision>[]} by reader: 1 the first, 2 the second, 3 who settles */
    this.decided = [new Map(), new Map(), new Map(), new Map()]
    /** @type {Map<string, Decision>[]} by reader: what is written but not confirmed */
    this.drafts = [new Map(), new Map(), new Map(), new Map()]
    /** @type {Entry[]} */
    this.pending = []
    /** @type {[string, Decision | null][][]} by reader: what was decided here, and what before */
    this.undo = [[], [], [], []]
    /** @type {Agreement | null} */
    this.agreement = report.agreement ?? null
    /** @type {Check[]} the cross-checks of what was decided last, "this.checked" */
    this.checks = []
    this.checked = ""
    this.names = ["", "", ""]
    this.seen = 0
    this.reader = report.reader
    this.isShared = report.reader === 2 // opened by the link for a second reader
    this.who = ""
    this.sending = false
    this.away = false // the last answer of the server did not come
    this.changed = () => {}
    /** @type {(words: string) => void} */
    this.failed = () => {}
    this.take(report.entries)
  }

  /** @param {Entry[]} entries that the server has on disk */
  take(entries) {
    for (const one of entries) {
      if (Number(one.entry) <= this.seen) continue
      this.seen = Number(one.entry)
      this.names[Number(one.reader) - 1] = one.who
      this.apply(one)
    }
  }

  /** @param {Entry} entry */
  apply({ reader, figure_id: id, after }) {
    const decided = this.decided[Number(reader)]
    if (after) decided.set(id, { ...EMPTY, ...JSON.parse(after) })
    else decided.delete(id)
  }

  /**
   * The text of some characters; offsets count characters, not halves of them.
   * @param {number} start
   * @param {number} end
   */
  slice(start, end) {
    return this.points
      ? this.points.slice(start, end).join("")
      : this.document.text.slice(start, end)
  }

  get length() {
    return this.points ? this.points.length : this.document.text.length
  }

  /** The numbers that this reader gets: the second one no clean ones but a sample. */
  get own() {
    if (this.reader === 1) {
      return this.document.edition ? this.numbers.filter((one) => !kept(one)) : this.numbers
    }
    const sample = new Set(this.document.sample)
    return this.numbers.filter((one) =>
      one.queue && (one.queue !== "clean" || sample.has(one.figure_id))
    )
  }

  /** @param {string} queue */
  inQueue(queue) {
    return this.own.filter((one) => (one.queue || "none") === queue)
  }

  /** @param {Candidate} one */
  isLeft(one) {
    return !this.decided[this.reader].has(one.figure_id)
  }

  /** @returns {Record<string, number>} how many numbers are left, by queue */
  left() {
    const counts = Object.fromEntries(QUEUES.map((name) => [name, 0]))
    for (const one of this.own) if (this.isLeft(one)) counts[one.queue || "none"] += 1
    return counts
  }

  /**
   * What stands in the form: what is written, else what was decided, else what is proposed.
   * @param {Candidate} one
   * @returns {Decision}
   */
  draft(one) {
    return this.written(one) ?? this.proposal(one)
  }

  /**
   * What this reader has written or decided; a reader never sees what another one has.
   * @param {Candidate} one
   */
  written({ figure_id: id }) {
    return this.drafts[this.reader].get(id) ?? this.decided[this.reader].get(id)
  }

  /** @param {number} reader whose answers are given from now on */
  readAs(reader) {
    this.reader = reader
    this.checks = [] // they tell what the other reader has answered
    this.checked = ""
  }

  /** @returns {Candidate[]} what is left of the numbers that can be confirmed together */
  together() {
    const all = this.reader === 1 ? this.numbers : this.own
    return all.filter((one) => (one.queue === "clean" || kept(one)) && this.isLeft(one))
  }

  /**
   * @param {Candidate} one
   * @returns {Decision}
   */
  proposal(one) {
    const none = one.kind === "none"
    const cell = this.freeCell(one)
    const last = kept(one) ? one.change : null
    return {
      ...EMPTY,
      state: none ? "none" : "",
      kind: none ? "statistic" : one.kind,
      // No reading is taken by itself where more than one fits.
      value: last?.value ?? (one.queue === "open" || none ? "" : shownValue(one.readings[0])),
      unit: one.kind === "year" ? "year" : one.unit,
      counts: one.counts,
      period: one.period?.value ?? "",
      place: one.place?.value ?? "",
      status: one.status?.value ?? "",
      reason: last ? `as in the last edition: ${last.figure_id}` : one.reason,
      cell,
    }
  }

  /**
   * The first cell proposed that no other number has.
   * @param {Candidate} one
   */
  freeCell(one) {
    return one.cells.find((cell) => !this.takenBy(cell, one)) ?? null
  }

  /**
   * @param {Cell} cell
   * @param {Candidate} but
   * @returns {string} the figure that this reader has put into a cell, "" if none
   */
  takenBy(cell, but) {
    const wanted = cellKey(cell)
    const place = this.written(but)?.place ?? but.place?.value ?? ""
    for (const [id, decision] of this.decided[this.reader]) {
      const other = id !== but.figure_id && decision.state === "confirmed" ? decision.cell : null
      if (other && decision.place === place && cellKey(other) === wanted) return id
    }
    return ""
  }

  /**
   * @param {Candidate} one
   * @param {Partial<Decision>} changes
   */
  write(one, changes) {
    this.drafts[this.reader].set(one.figure_id, { ...this.draft(one), ...changes })
    this.changed()
  }

  /**
   * Decide on a number: kept here at once, and by the server as soon as it answers. It is for the
   * caller to draw: a decision is followed by the next number, or by more decisions.
   * @param {Candidate} one
   * @param {Decision | null} decision null takes a decision back
   * @param {number} reader
   * @param {boolean} undoable
   */
  decide(one, decision, reader = this.reader, undoable = true) {
    const id = one.figure_id
    const before = this.decided[reader].get(id)
    const taken = one.readings.find((each) => shownValue(each) === decision?.value)
    const entry = {
      entry: "",
      at: "",
      who: this.who.trim(),
      reader: String(reader),
      figure_id: id,
      before: before ? JSON.stringify(before) : "",
      after: decision ? JSON.stringify(decision) : "",
      evidence: one.evidence.map((each) => `${each.kind}: ${each.arithmetic}`).join("; ").slice(
        0,
        3000,
      ),
      rule: taken?.rules.join(" ") ?? "",
    }
    this.apply(entry)
    this.drafts[reader].delete(id)
    this.pending.push(entry)
    if (undoable) this.undo[reader].push([id, before ?? null])
    this.send()
  }

  /** @returns {Candidate | undefined} the number whose last decision was taken back */
  takeBack() {
    const [id, before] = this.undo[this.reader].pop() ?? ["", null]
    const one = this.byId.get(id)
    if (one) this.decide(one, before, this.reader, false)
    return one
  }

  async send() {
    if (this.sending) return
    this.sending = true
    while (this.pending.length) {
      const batch = nextBatch(this.pending)
      try {
        const answer = await postEntries(this.id, batch, this.seen)
        this.pending = this.pending.filter((one) => !batch.includes(one))
        this.seenAnswer(answer)
        this.checks = answer.checks ?? []
        this.checked = [...new Set(batch.map((one) => one.figure_id))].join(", ")
      } catch (error) {
        if (error instanceof Refused) this.refused(batch, error)
        else if (error instanceof NoAnswer) {
          this.away = true
          this.failed(`Not saved yet. ${error.message} Your decisions wait and are sent again.`)
          await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
        } else throw error
      }
      this.changed()
    }
    this.sending = false
  }

  /** See what others have decided since. */
  async refresh() {
    const before = this.seen
    this.seenAnswer(await ask(`/${this.id}`))
    return this.seen > before
  }

  /** @param {{ entries: Entry[], agreement?: Agreement }} answer */
  seenAnswer({ entries, agreement }) {
    this.take(entries)
    for (const one of this.pending) this.apply(one) // these come after what the server has
    this.agreement = agreement ?? null
    if (this.away) this.failed("")
    this.away = false
  }

  /**
   * What was refused is not kept: what the server has counts, and the reader is told.
   * @param {Entry[]} batch
   * @param {Refused} error
   */
  refused(batch, error) {
    this.pending = this.pending.filter((one) => !batch.includes(one))
    for (const one of [...batch].reverse()) this.apply({ ...one, after: one.before })
    this.take(error.newer ?? [])
    for (const one of this.pending) this.apply(one)
    const names = [...new Set(batch.map((one) => one.figure_id))].join(", ")
    this.failed(`Not kept (${names}): ${error.message}`)
  }

  /** @returns {string[]} the places named by what is confirmed, in the order of the text */
  places() {
    const decisions = this.numbers.map((one) =>
      this.decided[3].get(one.figure_id) ?? this.decided[1].get(one.figure_id)
    )
    return [...new Set(decisions.map((one) => one?.place ?? "").filter(Boolean))]
  }
}
