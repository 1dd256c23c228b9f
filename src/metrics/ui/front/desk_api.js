// @ts-check
// What the desk asks of the server. An error has the server's words: title, which, do.

/**
 * @typedef {{ table: string, column: string, keys: Record<string, string> }} Cell
 * @typedef {{
 *   state: string, kind: string, value: string, unit: string, counts: string, period: string,
 *   place: string, status: string, reason: string, cell: Cell | null
 * }} Decision
 * @typedef {{ value: number, upper: number | null, rules: string[] }} Reading
 * @typedef {{ value: string, start: number, end: number }} Proposal
 * @typedef {{
 *   kind: string, arithmetic: string, others: number[], fits: number[], excludes: number[]
 * }} Evidence
 * @typedef {{
 *   number: number, start: number, end: number, printed: string, kind: string, reason: string,
 *   readings: Reading[], damage: string, units: Proposal[], noun: Proposal | null,
 *   period: Proposal | null, place: Proposal | null, status: Proposal | null,
 *   paragraph: number, page: number, evidence: Evidence[], certainty: string, queue: string,
 *   unit: string, counts: string, figure_id: string, sentence: number, cells: Cell[],
 *   change: { state: string, figure_id: string, counts: string, value: string } | null
 * }} Candidate
 * @typedef {{
 *   entry: string, at: string, who: string, reader: string, figure_id: string,
 *   before: string, after: string, evidence: string, rule: string
 * }} Entry
 * @typedef {{ both: number, equal: number, kappa: number | null, conflicts: string[] }} Agreement
 * @typedef {{ name: string, says: string, unit: string, unit_column: string }} Measure
 * @typedef {{ name: string, says: string, enum: string[], needed: boolean }} Column
 * @typedef {{ name: string, grain: string, measures: Measure[], columns: Column[] }} TopicTable
 * @typedef {{
 *   title: string, format: string, encoding: string, notes: string[], text: string,
 *   numbers: Candidate[], sample: string[], tables: TopicTable[],
 *   edition: { dataset?: string } | null, states?: Record<string, number>,
 *   gone: { figure_id: string, counts: string, value: string }[]
 * }} ReportDocument
 * @typedef {{
 *   document: ReportDocument, entries: Entry[], kinds: string[], reader: number,
 *   agreement?: Agreement
 * }} Whole
 * @typedef {{ id: string, title: string, opened: string, numbers: number }} Listed
 */

/** @typedef {{ says: string, arithmetic: string, verdict: string }} Check */

export class Refused extends Error {
  /**
   * @param {{
   *   title: string, which: string, do: string, problems?: string[], newer?: Entry[]
   * }} said
   * @param {boolean} isMissing whether what was asked for is not there
   */
  constructor(said, isMissing = false) {
    super(`${said.title}: ${said.which}. ${said.do}`)
    this.problems = said.problems ?? []
    this.newer = said.newer
    this.isMissing = isMissing
  }
}

/** What was asked was not done now, and may be asked again as it is. */
export class NoAnswer extends Error {}

const MOST_BYTES = 1_000_000 // of entries sent at once; the server takes twice as many
const TRY_AGAIN = [408, 429] // and what a server answers from 500 on

/**
 * @param {string} path below /desk
 * @param {RequestInit} [options]
 * @returns {Promise<any>} what the answer holds
 */
export async function ask(path, options = {}) {
  const url = new URL(`desk${path}`, new URL(".", location.href))
  const answer = await fetch(url, { ...options, credentials: "same-origin" }).catch(() => {
    throw new NoAnswer("The server does not answer.")
  })
  const body = await answer.json().catch(() => null)
  if (answer.ok && body) return body
  if (!body?.title) throw new NoAnswer("Something went wrong on the server.")
  const refused = new Refused(body, answer.status === 404)
  const passes = answer.status >= 500 || TRY_AGAIN.includes(answer.status)
  throw passes ? new NoAnswer(refused.message) : refused
}

/**
 * @param {string} path
 * @param {unknown} content
 */
export function post(path, content) {
  const body = JSON.stringify(content)
  // What is small is sent even while the page is left.
  return ask(path, { method: "POST", body, keepalive: bytesOf(body) < 60_000 })
}

/** @param {string} text */
function bytesOf(text) {
  return new TextEncoder().encode(text).length
}

/**
 * The entries that are sent together: of one reader, and fewer bytes than the server takes.
 * @param {Entry[]} pending at least one
 * @returns {Entry[]}
 */
export function nextBatch(pending) {
  const own = pending.filter((one) => one.who === pending[0].who)
  let bytes = 0
  const tooMuch = own.findIndex((one) => (bytes += bytesOf(JSON.stringify(one))) > MOST_BYTES)
  return tooMuch < 0 ? own : own.slice(0, Math.max(1, tooMuch))
}

/**
 * @param {string} id
 * @param {Entry[]} batch of one reader
 * @param {number} seen how many entries of the ledger this window has seen
 */
export function postEntries(id, batch, seen) {
  const entries = batch.map(({ entry: _, at: __, who: ___, ...one }) => one)
  return post(`/${id}/entries`, { who: batch[0].who, seen, entries })
}

/**
 * Take a document in: a file, or a text that was pasted.
 * @param {Blob | string} content
 * @param {string} name of the file, "" for a pasted text
 * @param {string} edition the dataset of the last edition, "" if none
 * @returns {Promise<{ id: string }>}
 */
export function openDocument(content, name, edition) {
  return ask(`?${new URLSearchParams({ name, edition })}`, { method: "POST", body: content })
}
