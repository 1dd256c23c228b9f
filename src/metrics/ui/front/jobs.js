// Files being made: what was pressed is busy until its file is there, and how it ended is told.
/** @import { Jobs, Lists, Outcome } from "./types.d.ts" */
import { element, messageOf, statusLine } from "./dom.js"
import { fileUrl, requestFile, saveFile } from "./files.js"

/**
 * @param {HTMLElement} status
 * @returns {Jobs}
 */
export function createJobs(status) {
  return { status, running: new Set() }
}

/**
 * A link to a file: followed here, so that what goes wrong is told; still a link, to be copied or
 * used by programs.
 * @param {Jobs} jobs
 * @param {string} label
 * @param {() => URL} from
 */
export function fileLink(jobs, label, from) {
  const node = element("a", { class: "vm-file", href: from().href, download: "" }, label)
  node.addEventListener("pointerdown", () => (node.href = from().href))
  node.addEventListener("click", (event) => {
    event.preventDefault()
    runJob(jobs, node, label, async (signal) => {
      return saveFile(jobs, await requestFile(from(), {}, signal))
    })
  })
  return node
}

/**
 * Do what a press asks for. A link cannot be disabled, so what was pressed is marked as busy, and a
 * second press does nothing.
 * @param {Jobs} jobs
 * @param {Element} pressed
 * @param {string} what the name of what is made
 * @param {(signal: AbortSignal) => Promise<Outcome>} job
 */
export async function runJob(jobs, pressed, what, job) {
  if (pressed.getAttribute("aria-disabled") === "true") return
  const control = new AbortController()
  jobs.running.add(control)
  pressed.setAttribute("aria-disabled", "true")
  jobs.status.replaceChildren(`Making the ${what} …`)
  try {
    jobs.status.replaceChildren(...(await job(control.signal)))
  } catch (error) {
    jobs.status.replaceChildren(failure(what, error))
  } finally {
    jobs.running.delete(control)
    pressed.removeAttribute("aria-disabled")
  }
}

/**
 * @param {string} what
 * @param {unknown} error
 * @returns {string} one sentence, or nothing where the reader has stopped it
 */
export function failure(what, error) {
  if (error instanceof DOMException && error.name === "AbortError") return ""
  return `The ${what} was not made: ${messageOf(error)}`.replace(/[.\s]*$/, ".")
}

/** @param {Jobs} jobs */
export function stopAll(jobs) {
  for (const control of jobs.running) control.abort()
}

/**
 * @param {Lists} of
 * @param {"figures" | "checks"} name
 * @returns {HTMLElement} links to the tables of a list of the dataset
 */
export function listLinks(of, name) {
  const jobs = createJobs(statusLine())
  const links = Object.entries(of.tables).map(([form, label]) =>
    fileLink(jobs, label, () => fileUrl(of, name, form))
  )
  const label = element("span", {}, "Download:")
  return element("div", { class: "vm-taking vm-list-files" }, label, ...links, jobs.status)
}
