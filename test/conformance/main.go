// Command conformance writes the table of what each adapter can do, and which
// promises of the channel contract it was seen to keep, as Markdown.
//
//	mkdir DIR; HUOSHUI_CONFORMANCE=DIR go test ./internal/channel/...
//	go run ./test/conformance DIR > docs/conformance.md
package main

import (
	"fmt"
	"os"

	"github.com/huoshui/huoshui/internal/channel/channeltest"
)

const head = `# What the adapters can do

Written by the conformance suite (` + "`internal/channel/channeltest`" + `) from what it saw; do not edit. To renew it see
` + "`test/conformance`" + `. The modes are Direct (we do it), NeedsHuman (a person confirms and the network tells us),
OutOfBand (a person does it and nothing tells us) and None.

`

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: conformance DIR, the folder that HUOSHUI_CONFORMANCE named")
		os.Exit(2)
	}
	columns, err := channeltest.ReadColumns(os.Args[1])
	if err != nil || len(columns) == 0 {
		fmt.Fprintln(os.Stderr, "nothing to tell:", err)
		os.Exit(1)
	}
	fmt.Print(head + channeltest.Markdown(columns...))
}
