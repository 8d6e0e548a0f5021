// Tables start with a header row, keep the scope of header cells, and have a caption.
import { Table as BaseTable, TableHeader as BaseTableHeader, updateAttrsDialog } from "django-prose-editor/editor"

const sizeDialog = updateAttrsDialog(
  {
    rows: { title: "Rows, with the header row", format: "number", min: "2", max: "50", default: "3" },
    cols: { title: "Columns", format: "number", min: "1", max: "8", default: "2" },
    caption: { title: "Caption", description: "What the table shows, in a few words" },
  },
  { title: "Insert a table", submitText: "Insert" },
)
const captionDialog = updateAttrsDialog(
  { caption: { title: "Caption", description: "What the table shows, in a few words" } },
  { title: "Table caption", submitText: "Keep" },
)

const tidy = (text) => text?.replace(/\s+/g, " ").trim() || null

export const Table = BaseTable.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      caption: {
        default: null,
        parseHTML: (element) => tidy(element.querySelector(":scope > caption")?.textContent),
        renderHTML: () => ({}),
      },
    }
  },

  parseHTML() {
    return [...this.parent(), { tag: "caption", ignore: true }]
  },

  renderHTML({ node, HTMLAttributes }) {
    const caption = node.attrs.caption ? [["caption", node.attrs.caption]] : []
    return ["table", HTMLAttributes, ...caption, ["tbody", 0]]
  },

  addNodeView() {
    const parent = this.parent()
    return (properties) => {
      const view = parent(properties)
      const caption = document.createElement("caption")
      caption.contentEditable = "false"
      const show = (node) => {
        caption.textContent = node.attrs.caption ?? ""
        caption.hidden = !node.attrs.caption
      }
      show(properties.node)
      view.table.prepend(caption)
      const update = view.update
      view.update = (node) => update(node) && (show(node), true)
      return view
    }
  },

  addMenuItems(storage) {
    this.parent?.(storage)
    storage.menu.defineItem({
      name: "table:caption",
      groups: "table",
      button: storage.buttons.material("subtitles", "Table caption"),
      hidden: (editor) => !editor.isActive("table"),
      command: (editor) =>
        captionDialog(editor, editor.getAttributes("table")).then((answer) => {
          const chain = editor.chain().focus()
          if (answer) chain.updateAttributes("table", { caption: tidy(answer.caption) })
          chain.run()
        }),
    })
  },

  addCommands() {
    return {
      ...this.parent?.(),
      insertTableWithOptions: () => ({ editor }) => {
        sizeDialog(editor, {}).then((answer) => {
          if (!answer) return editor.commands.focus()
          const between = (text, least, most) => Math.min(Math.max(Number.parseInt(text, 10) || least, least), most)
          const size = { rows: between(answer.rows, 2, 50), cols: between(answer.cols, 1, 8), withHeaderRow: true }
          editor.chain().focus().insertTable(size).updateAttributes("table", { caption: tidy(answer.caption) }).run()
        })
        return true
      },
    }
  },
})

export const TableHeader = BaseTableHeader.extend({
  addAttributes() {
    return { ...this.parent?.(), scope: { default: null } }
  },
})
