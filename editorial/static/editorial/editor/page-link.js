// A link to a page of ours, chosen from a list: <a data-page="uid">words</a>. It follows the page when its address changes.
import { Mark } from "django-prose-editor/editor"
import { addressOf, choose, nameOf, remember } from "editorial/chooser"

export const PageLink = Mark.create({
  name: "pageLink",
  priority: 1001,
  inclusive: false,
  excludes: "pageLink link",

  addAttributes() {
    return {
      page: {
        default: null,
        parseHTML: (element) => element.getAttribute("data-page"),
        renderHTML: ({ page }) => ({ "data-page": page }),
      },
    }
  },

  parseHTML() {
    return [{ tag: "a[data-page]", priority: 100 }]
  },

  renderHTML({ HTMLAttributes }) {
    return ["a", HTMLAttributes, 0]
  },

  addMarkView() {
    return ({ mark, editor }) => {
      const dom = document.createElement("a")
      dom.className = "page-link"
      dom.setAttribute("data-page", mark.attrs.page)
      nameOf(addressOf(editor, "page"), mark.attrs.page, (title) => {
        dom.title = title ? `Links to our page “${title}”` : "This page was not found. Choose it again."
        dom.classList.toggle("page-link-unknown", !title)
      })
      return { dom, contentDOM: dom }
    }
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "pageLink",
      groups: "link",
      button: buttons.material("article", "Link to a page of ours (Ctrl+Alt+K)"),
      command: (editor) => editor.commands.linkPage(),
      active: (editor) => editor.isActive("pageLink"),
    })
  },

  addCommands() {
    return {
      linkPage: () => ({ editor }) => {
        const address = addressOf(editor, "page")
        choose({ address, title: "Link to a page of ours", label: "Search by title" }).then((choice) => {
          if (!choice) return editor.commands.focus()
          remember(address, choice)
          const mark = { type: "pageLink", attrs: { page: choice.uid } }
          const chain = editor.chain().focus()
          if (editor.isActive("pageLink")) chain.extendMarkRange("pageLink")
          else if (editor.state.selection.empty)
            return chain.insertContent({ type: "text", text: choice.title, marks: [mark] }).run()
          chain.setMark("pageLink", mark.attrs).run()
        })
        return true
      },
    }
  },

  addKeyboardShortcuts() {
    return { "Mod-Alt-k": () => this.editor.commands.linkPage() }
  },
})
