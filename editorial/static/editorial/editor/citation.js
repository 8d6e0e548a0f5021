// A citation of a source: <sup data-cite="uid"></sup> in the text, a chip with the source's title in the editor. The page
// numbers citations in reading order.
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
      nameOf(addressOf(editor, "source"), node.attrs.uid, (title) => {
        dom.textContent = title ?? "unknown source"
        dom.title = title ? `Cites: ${title}` : "This source was not found. Delete the mark and cite it again."
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
        choose({ address, title: "Cite a source", label: "Search by title, publisher or year" }).then((choice) => {
          if (!choice) return editor.commands.focus()
          remember(address, choice)
          // After the selected words, not in their place.
          editor.chain().focus().insertContentAt(editor.state.selection.to, { type: this.name, attrs: { uid: choice.uid } }).run()
        })
        return true
      },
    }
  },

  addKeyboardShortcuts() {
    return { "Mod-Alt-c": () => this.editor.commands.citeSource() }
  },
})
