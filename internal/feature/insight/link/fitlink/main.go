// Command fitlink fits the link model anew from a folder or .tar.gz of chat
// logs with gold links, and measures one.
//
// Owns: nothing but the reading of its arguments.
// Needs: the folder layout package link reads, with train below it to fit and
// train or dev to measure.
// Never: fits on anything but train.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/huoshui/huoshui/internal/feature/insight/link"
)

func main() {
	out := flag.String("out", "", "fit on the train part and write the model to this file")
	part := flag.String("measure", "", "measure the model of --model, or the shipped one, on this part: train or dev")
	file := flag.String("model", "", "a model written by --out")
	flag.Parse()
	if err := run(flag.Arg(0), *out, *part, *file); err != nil {
		fmt.Fprintln(os.Stderr, "fitlink:", err)
		os.Exit(1)
	}
}

func run(place, out, part, file string) error {
	folder, err := open(place)
	if err != nil {
		return err
	}
	if out != "" {
		if err := fit(folder, out); err != nil {
			return err
		}
	}
	if part == "" {
		return nil
	}
	return measure(folder, part, file)
}

// open returns the folder, or what a .tar.gz holds.
func open(place string) (fs.FS, error) {
	if !strings.HasSuffix(place, ".tar.gz") && !strings.HasSuffix(place, ".tgz") {
		return os.DirFS(place), nil
	}
	f, err := os.Open(place)
	if err != nil {
		return nil, fmt.Errorf("opening the gold links: %w", err)
	}
	defer f.Close()
	return link.OpenTarGz(f)
}

func fit(folder fs.FS, out string) error {
	logs, err := link.ReadLogs(folder, "train")
	if err != nil {
		return err
	}
	m := link.Fit(logs, link.ShippedPlan(), func(done, total int) {
		fmt.Fprintf(os.Stderr, "\rtree %d of %d", done, total)
	})
	fmt.Fprintln(os.Stderr)
	b, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("writing the model: %w", err)
	}
	return os.WriteFile(out, append(b, '\n'), 0o644)
}

func measure(folder fs.FS, part, file string) error {
	m, err := model(file)
	if err != nil {
		return err
	}
	logs, err := link.ReadLogs(folder, part)
	if err != nil {
		return err
	}
	_, err = fmt.Print(link.Evaluate(logs, m).Table())
	return err
}

func model(file string) (*link.Model, error) {
	if file == "" {
		return link.Shipped()
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("reading the model: %w", err)
	}
	m := new(link.Model)
	return m, json.Unmarshal(b, m)
}
