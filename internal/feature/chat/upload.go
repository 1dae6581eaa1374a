package chat

import (
	"time"

	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// Upload is a set of files somebody brought, saved in a folder of their own,
// with what they said about them.
type Upload struct {
	Name      string   // what the import is called in lists
	Dir       string   // the folder; whoever runs the import removes it afterwards
	Files     []string // names in Dir
	Zone      *time.Location
	Namespace string
	Table     *export.Mapping
	Unit      id.Unit // whose the groups are that nobody had brought before; 0 head office's
}
