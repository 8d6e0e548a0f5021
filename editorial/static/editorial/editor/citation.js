// A citation of a source: <sup data-cite="uid" data-locator="Table 4"></sup> in the text, a chip with the source's title in
// the editor. The page numbers citations in reading order. The locator may be missing; a chip that is selected is changed.
import { Node } from "django-prose-editor/editor"
import { addressOf, choose, nameOf, remember } from "editorial/chooser"

export const Citation = Node.create({
  name: "citation",
  group: "inline",
  inline: true,
  atom: true,

  addAttributes() {
    return {
      uid: {
        default: null,
        parseHTML: (element) => element.getAttribute("data-cite"),
        renderHTML: ({ uid }) => ({ "data-cite": uid }),
      },
      locator: {
        default: "",
        parseHTML: (element) => element.getAttribute("data-locator") ?? "",
        renderHTML: ({ locator }) => (locator ? { "data-locator": locator } : {}),
      },
    }
  },

  parseHTML() {
    return [{ tag: "sup[data-cite]", priority: 100 }]
  },

  renderHTML({ HTMLAttributes }) {
    return ["sup", HTMLAttributes]
  },

  renderText() {
    return ""
  },

  addNodeView() {
    return ({ node, editor }) => {
      const dom = document.createElement("span")
      dom.className = "citation-chip"
      dom.textContent = "source"
      const { uid, locator } = node.attrs
      nameOf(addressOf(editor, "source"), uid, (title) => {
        const where = locator ? `, ${locator}` : ""
        dom.textContent = `${title ?? "unknown source"}${where}`
        dom.title = title ? `Cites: ${title}${where}` : "This source was not found. Delete the mark and cite it again."
        dom.classList.toggle("citation-chip-unknown", !title)
      })
      return { dom }
    }
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "citation",
      groups: "link",
      button: buttons.material("format_quote", "Cite a source (Ctrl+Alt+C)"),
      command: (editor) => editor.commands.citeSource(),
      active: (editor) => editor.isActive("citation"),
    })
  },

  addCommands() {
    return {
      citeSource: () => ({ editor }) => {
        const address = addressOf(editor, "source")
        const given = editor.isActive("citation") ? editor.getAttributes("citation") : null
        choose({
          address,
          title: given ? "Change the citation" : "Cite a source",
          label: "Search by title, publisher, year, DOI or PubMed number",
          detail: { label: "Where in it, if you like: Table 4, page 12", value: given?.locator ?? "", longest: 80 },
          uid: given?.uid,
        }).then((choice) => {
          if (!choice) return editor.commands.focus()
          remember(address, choice)
          const attrs = { uid: choice.uid, locator: choice.typed }
          const chain = editor.chain().focus()
          if (given) return chain.updateAttributes(this.name, attrs).run()
          // After the selected words, not in their place.
          chain.insertContentAt(editor.state.selection.to, { type: this.name, attrs }).run()
        })
        return true
      },
    }
  },

  addKeyboardShortcuts() {
    return { "Mod-Alt-c": () => this.editor.commands.citeSource() }
  },
})
