// Files being made: what was pressed is busy until its file is there, and how it ended is said.
import { element, say, saying } from "./dom.js"
import { address, asked, save } from "./files.js"

// A link to a file: followed here, so that what goes wrong is said; still a link, to be copied or used by programs.
export function link(jobs, label, from) {
  const made = element("a", { class: "vm-file", href: from(), download: "" }, label)
  made.addEventListener("pointerdown", () => (made.href = from()))
  made.addEventListener("click", (event) => {
    event.preventDefault()
    working(jobs, made, label, async (signal) => {
      const file = await asked(from(), {}, signal)
      return save(jobs, file.blob, file.name)
    })
  })
  return made
}

// A link cannot be disabled, so what was pressed is marked as busy, and a second press does nothing.
export async function working(jobs, pressed, what, work) {
  if (pressed.getAttribute("aria-disabled") === "true") return
  const job = new AbortController()
  jobs.running.add(job)
  pressed.setAttribute("aria-disabled", "true")
  say(jobs, `Making the ${what} …`)
  try {
    say(jobs, ...(await work(job.signal)))
  } catch (error) {
    const words = `The ${what} was not made: ${error?.message ?? error}`
    say(jobs, error?.name === "AbortError" ? "" : words.replace(/[.\s]*$/, "."))
  } finally {
    jobs.running.delete(job)
    pressed.removeAttribute("aria-disabled")
  }
}

// Links to the tables of a list of the dataset: its figures or its checks.
export function listLinks(of, name) {
  const status = saying()
  const jobs = { said: status, running: new Set() }
  const made = Object.entries(of.tables).map(([form, label]) =>
    link(jobs, label, () => address(of, name, form))
  )
  return element(
    "div",
    { class: "vm-taking vm-list-files" },
    element("span", {}, "Download:"),
    ...made,
    status,
  )
}
