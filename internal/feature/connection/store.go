package connection

import (
	"embed"

	"github.com/huoshui/huoshui/internal/base/db"
)

//go:embed schema/*.sql
var files embed.FS

// Schema is connection's own tables.
var Schema = db.Schema{Owner: "connection", Files: files}
