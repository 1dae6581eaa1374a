package house

import (
	"strings"

	"github.com/huoshui/huoshui/internal/web/console"
)

// pageOf is the address of the page of an id as people see it, "" where it has
// none.
func pageOf(v console.Viewer, what string) string {
	kind, _, _ := strings.Cut(what, "_")
	switch kind {
	case "mem":
		return v.At("members", what)
	case "imp":
		return v.At("import", what)
	case "con":
		return v.At("connections", what)
	case "deed":
		return v.At("deliveries", what)
	case "evt":
		return v.At("story") + "?id=" + what
	case "grp":
		return v.At("groups", what)
	case "task":
		return v.At("today", what)
	case "req":
		return v.At("requests", what)
	case "usr":
		return v.At("settings", "staff", what)
	}
	return ""
}
