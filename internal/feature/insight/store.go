package insight

import (
	"embed"

	"github.com/huoshui/huoshui/internal/base/db"
)

//go:embed schema/*.sql
var files embed.FS

// Schema is insight's own tables.
var Schema = db.Schema{Owner: "insight", Files: files, Passing: []string{"insight_due"}}
