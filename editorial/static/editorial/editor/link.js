// A link out. Only its address is asked for: the page decides how links look, and none opens a new window.
import { Link as BaseLink, updateAttrsDialog } from "django-prose-editor/editor"

const ALLOWED = /^(https?:\/\/[^/\s]|mailto:[^\s]+@|tel:[+\d])/i
const dialog = updateAttrsDialog(
  {
    href: {
      title: "Address",
      description: "Starts with https://, mailto: or tel:",
      required: true,
    },
  },
  { title: "Link to another site", submitText: "Link" },
)

// People type "www.example.org", "help@example.org" and "020 7946 0000".
const completed = (typed) => {
  const address = typed.trim()
  if (ALLOWED.test(address)) return address
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(address)) return `mailto:${address}`
  if (/^\+?[\d\s()-]{3,}$/.test(address)) return `tel:${address.replace(/[^+\d]/g, "")}`
  if (/^[^\s/:@]+\.[^\s:@]+$/.test(address)) return `https://${address}`
  return ""
}

export const Link = BaseLink.extend({
  excludes: "link pageLink",

  addOptions() {
    return { ...this.parent?.(), isAllowedUri: (address) => ALLOWED.test(address ?? "") }
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "link",
      groups: "link",
      button: buttons.material("insert_link", "Link to another site (Ctrl+K): select words first"),
      command: (editor) => editor.commands.addLink(),
      enabled: (editor) => !editor.state.selection.empty || editor.isActive("link"),
      active: (editor) => editor.isActive("link"),
    })
    menu.defineItem({
      name: "unlink",
      groups: "link",
      priority: 50,
      button: buttons.material("link_off", "Remove the link"),
      command: (editor) => {
        const mark = editor.isActive("link") ? "link" : "pageLink"
        editor.chain().focus().extendMarkRange(mark).unsetMark(mark).run()
      },
      hidden: (editor) => !editor.isActive("link") && !editor.isActive("pageLink"),
    })
  },

  addCommands() {
    return {
      ...this.parent?.(),
      addLink: () => ({ editor }) => {
        if (editor.state.selection.empty && !editor.isActive("link")) return false
        dialog(editor, { href: editor.getAttributes("link").href ?? "" }).then((answer) => {
          const href = answer && completed(answer.href)
          const chain = editor.chain().focus()
          if (editor.isActive("link")) chain.extendMarkRange("link")
          if (href) chain.setMark("link", { href }).run()
          else chain.run()
        })
        return true
      },
    }
  },
})
