package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/house"
)

// site is a served console with somebody signed in.
type site struct {
	server *httptest.Server
	client *http.Client
	ws     id.Workspace
	close  func()
}

// open serves a console over app and signs its first owner in.
func open(ctx context.Context, app *house.App, ws id.Workspace) (*site, error) {
	uploads, err := os.MkdirTemp("", "huoshui-bench-")
	if err != nil {
		return nil, err
	}
	server := httptest.NewUnstartedServer(nil)
	base := &url.URL{Scheme: "http", Host: server.Listener.Addr().String()}
	handler, stop, err := app.Handler(ctx, house.Serving{BaseURL: base, Uploads: uploads, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, err
	}
	server.Config.Handler = handler
	server.Start()
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	s := &site{server: server, client: &http.Client{Jar: jar}, ws: ws, close: func() {
		server.Close()
		stop()
		_ = os.RemoveAll(uploads) // a scratch folder
	}}
	link, err := app.Auth.AdminLink(ctx, "")
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, server.URL+"/link/"+link.Token, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Origin", server.URL)
	resp, err := s.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close() //nolint:errcheck // only its status counts
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("sign in: %s", resp.Status)
	}
	return s, nil
}

// get fetches a page below the workspace and returns its size and time.
func (s *site) get(path string) (bytes int, took time.Duration, err error) {
	start := time.Now()
	resp, err := s.client.Get(s.server.URL + "/w/" + id.Show(s.ws) + "/" + path)
	if err != nil {
		return 0, 0, err
	}
	defer resp.Body.Close() //nolint:errcheck // read to its end below
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		return 0, 0, fmt.Errorf("get %s: %s %w", path, resp.Status, err)
	}
	return len(body), time.Since(start), nil
}

// beside fetches a page of two sites in turn, many times, and returns the
// medians: what slows the machine for a moment slows both.
func beside(ours, floor *site, path, floorPath string) (bytes int, us, them time.Duration, err error) {
	var a, b []time.Duration
	for range 60 {
		n, t, err := ours.get(path)
		if err != nil {
			return 0, 0, 0, err
		}
		_, u, err := floor.get(floorPath)
		if err != nil {
			return 0, 0, 0, err
		}
		bytes, a, b = n, append(a, t), append(b, u)
	}
	return bytes, median(a), median(b), nil
}

// made returns an app whose workspace holds groups with so many messages each.
func made(ctx context.Context, groups, messages int) (*house.App, id.Workspace, func(), error) {
	dir, err := os.MkdirTemp("", "huoshui-bench-")
	if err != nil {
		return nil, 0, nil, err
	}
	a, ws, err := fresh(ctx, filepath.Join(dir, "huoshui.db"))
	if err != nil {
		return nil, 0, nil, err
	}
	drop := func() {
		_ = a.Close()
		_ = os.RemoveAll(dir) // a scratch folder
	}
	imp, err := a.Chat.Begin(ctx, ws, 0, "made", "")
	if err != nil {
		return nil, 0, nil, err
	}
	err = a.Chat.Run(ctx, ws, imp, func(_ context.Context, sink export.Sink, _ export.Progress) (export.Result, error) {
		return export.Result{}, makeUp(sink, groups, messages)
	})
	return a, ws, drop, err
}

// makeUp tells sink of groups in which a dozen people talk, evenly over 200 days.
func makeUp(sink export.Sink, groups, messages int) error {
	end := time.Now().UTC().Truncate(24 * time.Hour)
	for g := range groups {
		chat := event.NativeChat(fmt.Sprintf("g%05d", g))
		if err := sink.Group(export.Group{Network: event.Archive, Namespace: "made", Chat: chat, Name: fmt.Sprintf("群 %05d", g)}); err != nil {
			return err
		}
		step := 200 * 24 * time.Hour / time.Duration(messages)
		for m := range messages {
			e := event.Event{Network: event.Archive, Namespace: "made", Chat: chat, Kind: event.Message, At: end.Add(-step * time.Duration(messages-m)),
				NativeID: event.NativeMessage(fmt.Sprint(m)), Actor: event.Actor{ID: event.NativeUser(fmt.Sprintf("p%d", (g*7+m*m)%12)), Name: fmt.Sprintf("群友%d", (g*7+m*m)%12)},
				Body: "今天的排骨还有吗"}
			e.Chars = 8
			if err := sink.Event(&e); err != nil {
				return err
			}
		}
	}
	return nil
}

var groupLink = regexp.MustCompile(`/groups/(grp_[0-9a-z]+)`)

// firstGroup is the address of a group's page.
func (s *site) firstGroup() (string, error) {
	resp, err := s.client.Get(s.server.URL + "/w/" + id.Show(s.ws) + "/groups")
	if err != nil {
		return "", err
	}
	defer resp.Body.Close() //nolint:errcheck // read to its end below
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return "", err
	}
	m := groupLink.FindStringSubmatch(string(body))
	if m == nil {
		return "", fmt.Errorf("the portfolio links to no group")
	}
	return "groups/" + m[1], nil
}

// pages measures the portfolio of many groups beside that of few, by every sort,
// and the page of a group with many messages beside that of one with few.
func (b *bench) pages() error {
	few, fewWS, drop1, err := made(b.ctx, 50, 60)
	if err != nil {
		return err
	}
	defer drop1()
	many, manyWS, drop2, err := made(b.ctx, 5000, 60)
	if err != nil {
		return err
	}
	defer drop2()
	small, err := open(b.ctx, few, fewWS)
	if err != nil {
		return err
	}
	defer small.close()
	large, err := open(b.ctx, many, manyWS)
	if err != nil {
		return err
	}
	defer large.close()
	for _, view := range []string{"groups", "groups?sort=messages", "groups?sort=name", "groups?sort=active", "groups?sort=last", "groups?sort=risk",
		"groups?state=steady", "groups?q=" + url.QueryEscape("群 0001")} {
		n, ours, floor, err := beside(large, small, view, view)
		if err != nil {
			return err
		}
		name, _ := url.QueryUnescape(view)
		row(fmt.Sprintf("portfolio of 5,000 groups, %s (%d KB)", strings.ReplaceAll(name, "|", "/"), n>>10), ours.Round(10*time.Microsecond).String(),
			"50 groups: "+floor.Round(10*time.Microsecond).String(), ours.Seconds()/floor.Seconds(), "≤ 1.5")
	}
	return b.groupPage()
}

func (b *bench) groupPage() error {
	var sites []*site
	var paths []string
	for _, messages := range []int{500, 500000} {
		a, ws, drop, err := made(b.ctx, 1, messages)
		if err != nil {
			return err
		}
		defer drop()
		s, err := open(b.ctx, a, ws)
		if err != nil {
			return err
		}
		defer s.close()
		path, err := s.firstGroup()
		if err != nil {
			return err
		}
		sites, paths = append(sites, s), append(paths, path)
	}
	_, ours, floor, err := beside(sites[1], sites[0], paths[1], paths[0])
	if err != nil {
		return err
	}
	row("page of a group with 500,000 messages", ours.Round(10*time.Microsecond).String(), "500 messages: "+floor.Round(10*time.Microsecond).String(),
		ours.Seconds()/floor.Seconds(), "≤ 1.5")
	return nil
}

// duringImport measures a page's slowest hundredth while a million messages are
// imported, beside an idle console's.
func (b *bench) duringImport() error {
	folder, ok := b.community("zulip_lean")
	if !ok {
		return nil
	}
	a, ws, drop, err := made(b.ctx, 50, 60)
	if err != nil {
		return err
	}
	defer drop()
	s, err := open(b.ctx, a, ws)
	if err != nil {
		return err
	}
	defer s.close()
	idle, err := s.slowest(b.ctx, 300)
	if err != nil {
		return err
	}
	ended := make(chan error, 1)
	ctx, cancel := context.WithCancel(b.ctx)
	go func() {
		_, err := a.Import(b.ctx, house.Importing{Workspace: ws, Name: "during", Paths: []string{folder}, Options: export.Options{Zone: time.UTC, Now: time.Now()}})
		cancel()
		ended <- err
	}()
	busy, err := s.slowest(ctx, 1<<30)
	if err != nil {
		return err
	}
	if err := <-ended; err != nil {
		return err
	}
	row("a page's p99 while 962,529 messages are imported", busy.Round(10*time.Microsecond).String(), "idle: "+idle.Round(10*time.Microsecond).String(),
		busy.Seconds()/idle.Seconds(), "≤ 5")
	return nil
}

// slowest fetches the portfolio n times, or until ctx ends, with a little rest
// between, and returns the 99th percentile.
func (s *site) slowest(ctx context.Context, n int) (time.Duration, error) {
	var all []time.Duration
	rest := time.NewTicker(5 * time.Millisecond)
	defer rest.Stop()
	for range n {
		_, t, err := s.get("groups")
		if err != nil {
			return 0, err
		}
		all = append(all, t)
		select {
		case <-ctx.Done():
			n = 0
		case <-rest.C:
		}
		if n == 0 {
			break
		}
	}
	slices.Sort(all)
	return all[len(all)*99/100], nil
}
