// The download dialog of a chart: images, tables, bundles, reports, links.
import { button, element, say, saying } from "./dom.js"
import { address, asked, blobOf, drawn, drawnAll, drawnFile, save } from "./files.js"
import { link, working } from "./jobs.js"
import { copied } from "./panel.js"

const QUICK = { size: "report", scale: "2" } // what the button beside the chart makes

export function buttons(card) {
  const jobs = { card, said: card.said, running: new Set() }
  const label = { "data-format": "png", "aria-label": "Download the chart as PNG" }
  const quick = button("PNG", label, () => image(jobs, "png", quick, QUICK))
  return [
    quick,
    button("Download …", { "aria-haspopup": "dialog" }, () => open(card.take ??= dialog(card))),
  ]
}

function dialog(card) {
  const { sizes, scales } = card.content.export
  const take = {
    card,
    root: element("dialog", { class: "vm-take", "aria-label": "Download" }),
    said: saying(),
    running: new Set(),
    size: select("Size", sizes, QUICK.size),
    scale: select("Scale of the PNG", scales, QUICK.scale),
    progress: element("progress", { hidden: "", "aria-label": "How far the bundle is" }),
    preview: element("img", { class: "vm-preview" }),
    body: element("div"),
  }
  const close = button("Close", { class: "vm-close" }, () => take.root.close())
  take.root.append(
    element("header", {}, element("h2", {}, "Download"), close),
    take.body,
    take.progress,
    take.said,
  )
  card.root.append(take.root)
  take.size.input.addEventListener("change", () => preview(take))
  take.root.addEventListener("close", () => take.running.forEach((job) => job.abort()))
  return take
}

function open(take) {
  say(take)
  take.rows = rowChoice(take.card.content)
  take.body.replaceChildren(images(take), tables(take), bundles(take), links(take))
  take.root.showModal()
  preview(take)
}

function section(title, says, ...parts) {
  return element(
    "section",
    {},
    element("h3", {}, title),
    element("p", { class: "vm-hint" }, says),
    ...parts,
  )
}

function row(...parts) {
  return element("div", { class: "vm-controls vm-taking" }, ...parts)
}

function select(label, choices, chosen) {
  const input = element(
    "select",
    { "aria-label": label },
    ...Object.entries(choices).map(([value, text]) => element("option", { value }, text)),
  )
  input.value = chosen
  return { input, root: element("label", {}, label, input) }
}

// ---- images

function images(take) {
  const { pdf } = take.card.content.export
  const chosen = () => ({ size: take.size.input.value, scale: take.scale.input.value })
  const form = (name) => {
    const label = { "aria-label": `Download the image as ${name.toUpperCase()}` }
    const made = button(name.toUpperCase(), label, () => image(take, name, made, chosen()))
    return made
  }
  const paper = form("pdf")
  paper.disabled = Boolean(pdf)
  return section(
    "Image",
    "Always light, with title, filters, statuses and source inside.",
    take.preview,
    row(take.size.root, take.scale.root),
    row(form("png"), form("svg"), paper, copy(take)),
    ...(pdf ? [element("p", { class: "vm-hint" }, pdf)] : []),
  )
}

async function preview(take) {
  const { alt } = take.card.content
  take.preview.alt = alt
  take.preview.src = await drawn(take.card.content, "svg", take.size.input.value).catch(() => "")
}

function image(jobs, form, pressed, { size, scale }) {
  return working(jobs, pressed, form.toUpperCase(), async (signal) => {
    const { content } = jobs.card
    const images = form === "pdf"
      ? {}
      : { [form]: await drawnFile(content, form, size, Number(scale)) }
    const file = await asked(
      address(content.export, content.name, form, { size, scale }),
      images,
      signal,
    )
    return save(jobs, file.blob, file.name)
  })
}

function copy(take) {
  const made = button("Copy image", {}, () =>
    working(take, made, "image", async () => {
      const picture = drawn(take.card.content, "png", take.size.input.value, 2).then(blobOf)
      if (!window.ClipboardItem || !navigator.clipboard?.write) {
        throw new Error(
          "it keeps the clipboard closed on a page without https. Download the PNG instead",
        )
      }
      await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })])
      return ["The image is copied."]
    }))
  return made
}

// ---- tables

function rowChoice(content) {
  const counts = { shown: content.rows.rows, everything: content.export.everything }
  const words = { shown: "What is shown", everything: "Everything" }
  const line = (value) => {
    const input = element("input", { type: "radio", name: "vm-rows", value })
    input.checked = value === "shown"
    return element(
      "label",
      { "data-rows": "" },
      input,
      ` ${words[value]} (${counts[value]} ${counts[value] === 1 ? "row" : "rows"})`,
    )
  }
  return element(
    "fieldset",
    { class: "vm-controls" },
    element("legend", {}, "Rows"),
    line("shown"),
    line("everything"),
  )
}

function tables(take) {
  const chosen = () => take.rows.querySelector("input:checked").value
  const { export: of, name } = take.card.content
  const file = ([form, label]) =>
    link(take, label, () => address(of, name, form, { rows: chosen() }))
  return section(
    "Table",
    "Tidy, with unit, status and the address of each figure.",
    take.rows,
    row(...Object.entries(of.tables).map(file)),
  )
}

// ---- bundles and reports

function bundles(take) {
  const { content } = take.card
  const { export: of } = content
  const charts = chartChoice(of, content.name)
  const chosen = () => [...charts.querySelectorAll("input:checked")].map((one) => one.value)
  const report = (form) => () => {
    const from = address(of, "all", form)
    const names = chosen()
    const usual = names.length === of.topics.length && of.topics.every((one) => names.includes(one))
    for (const name of usual ? [] : names) from.searchParams.append("topics", name)
    return from
  }
  const one = button(
    "This chart (ZIP)",
    {},
    () => bundle(take, one, content.name, async () => [content]),
  )
  const every = (signal) => Promise.all(of.topics.map((name) => cardOf(of, name, signal)))
  const all = button("All charts (ZIP)", {}, () => bundle(take, all, "all", every))
  const page = link(take, "Report (HTML)", report("html"))
  const paper = of.pdf
    ? button("Report (PDF)", { disabled: "" })
    : link(take, "Report (PDF)", report("pdf"))
  const says =
    "A ZIP with images, tables, citations and checksums; a report with contents, sources and checks. Both follow the filters."
  return section("Bundle and report", says, row(one, all), charts, row(page, paper))
}

// The charts of a report: those of every page, and this one where it is of none.
function chartChoice(of, here) {
  const chart = ([name, title]) => {
    const input = element("input", { type: "checkbox", value: name })
    input.checked = of.topics.includes(name) || name === here
    return element("label", {}, input, ` ${title}`)
  }
  const choices = element(
    "fieldset",
    {},
    element("legend", {}, "Charts of the report"),
    ...Object.entries(of.charts).map(chart),
  )
  return element(
    "details",
    { class: "vm-charts" },
    element("summary", {}, "Choose the charts of the report"),
    choices,
  )
}

async function cardOf(of, name, signal) {
  return JSON.parse(await (await asked(address(of, name, "card"), {}, signal)).blob.text())
}

function bundle(take, pressed, name, cards) {
  const step = (done, of, words) => {
    Object.assign(take.progress, { hidden: false, max: of, value: done })
    say(take, `${words} …`)
  }
  const job = working(take, pressed, "bundle", async (signal) => {
    const images = await drawnAll(await cards(signal), (...at) => {
      signal.throwIfAborted()
      step(...at)
    })
    const file = await asked(address(take.card.content.export, name, "zip"), images, signal)
    return save(take, file.blob, file.name)
  })
  return job.finally(() => (take.progress.hidden = true))
}

// ---- links

function links(take) {
  const { link } = take.card.content
  const plain = () => {
    const url = new URL(link, location.href)
    url.searchParams.delete("version")
    return url
  }
  const bare = new URL(plain().pathname, location.href)
  return section(
    "Link",
    "A frozen link names the version of the data, and says so when they have changed since.",
    row(
      button("Copy link", {}, () => copied(take, plain().href)),
      button("Copy link without filters", {}, () => copied(take, bare.href)),
      button("Copy frozen link", {}, () => copied(take, new URL(link, location.href).href)),
    ),
  )
}
