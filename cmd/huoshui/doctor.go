package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/house"
)

// errUnwell says that a check failed, which has been told already.
var errUnwell = errors.New("a check failed")

// doctorCommand is huoshui doctor.
type doctorCommand struct {
	place
	Listen  string `name:"listen" default:"127.0.0.1:8080" env:"HUOSHUI_LISTEN" placeholder:"HOST:PORT" help:"Address it is to be reached at."`
	BaseURL string `name:"base-url" env:"HUOSHUI_BASE_URL" placeholder:"URL" help:"How people reach the console, when behind a proxy."`
	JSON    bool   `name:"json" help:"Print the checks as JSON."`
}

var (
	howItIs = map[house.State]i18n.Text{
		house.Fine:    {Hans: "好", Hant: "好", En: "ok"},
		house.Odd:     {Hans: "注意", Hant: "注意", En: "look"},
		house.Broken:  {Hans: "不行", Hant: "不行", En: "FAILED"},
		house.Skipped: {Hans: "没看", Hant: "沒看", En: "skipped"},
	}
	howToMend = i18n.Text{Hans: "怎么办：%s", Hant: "怎麼辦：%s", En: "To mend it: %s"}
)

// shownCheck is a check as other programs read it.
type shownCheck struct {
	Name  string      `json:"name"`
	State house.State `json:"state"`
	Tried string      `json:"tried"`
	Found string      `json:"found"`
	Mend  string      `json:"mend,omitempty"`
}

// Run makes the checks and tells what came of each. It fails where one failed.
func (c *doctorCommand) Run(ctx context.Context, p *program) error {
	if c.BaseURL != "" {
		if _, err := parseBase(c.BaseURL); err != nil {
			return err
		}
	}
	checks := house.Examine(ctx, house.Examining{Data: c.Data, Address: c.address(), Listen: c.Listen, BaseURL: c.BaseURL})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	well := true
	shown := make([]shownCheck, len(checks))
	for i, k := range checks {
		well = well && k.State != house.Broken
		shown[i] = shownCheck{k.Name, k.State, k.Tried.In(p.lang), k.Found.In(p.lang), ""}
		if !k.Mend.IsZero() {
			shown[i].Mend = k.Mend.In(p.lang)
		}
	}
	if err := p.showChecks(c.JSON, well, shown); err != nil {
		return err
	}
	if !well {
		return errUnwell
	}
	return nil
}

func (p *program) showChecks(asJSON, well bool, shown []shownCheck) error {
	if asJSON {
		enc := json.NewEncoder(p.out)
		enc.SetIndent("", "  ")
		return enc.Encode(map[string]any{"ok": well, "checks": shown})
	}
	for _, s := range shown {
		if _, err := fmt.Fprintf(p.out, "[%s] %s\n    %s\n", howItIs[s.State].In(p.lang), s.Tried, s.Found); err != nil {
			return err
		}
		if s.Mend == "" {
			continue
		}
		if _, err := fmt.Fprintf(p.out, "    %s\n", howToMend.With(s.Mend).In(p.lang)); err != nil {
			return err
		}
	}
	return nil
}
