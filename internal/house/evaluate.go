package house

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/feature/insight/ask"
	"github.com/huoshui/huoshui/internal/feature/insight/diagnose"
	"github.com/huoshui/huoshui/internal/feature/insight/link"
	"github.com/huoshui/huoshui/internal/feature/insight/risk"
)

// histories reads one folder of groups for the risk protocols.
func histories(ctx context.Context, path string) ([]risk.History, error) {
	now := time.Now()
	book := diagnose.NewBook(now, time.Time{})
	if _, err := export.ReadPath(ctx, path, Formats(), export.Options{Zone: time.UTC, Now: now}, book, nil); err != nil {
		return nil, err
	}
	return book.Histories(), nil
}

var noCommunities = i18n.Text{
	Hans: "%s 里没有可以学习的聊天记录文件夹。每个社区放一个子文件夹，格式见帮助里的活水存档。",
	Hant: "%s 裡沒有可以學習的聊天紀錄資料夾。每個社群放一個子資料夾，格式見說明中的活水封存檔。",
	En:   "There is no folder of chat history to learn from in %s. Put each community into a folder of its own, as a Huoshui archive.",
}

// FitRisk fits the risk model on every folder in data but those left out, and
// writes it to out.
func FitRisk(ctx context.Context, data string, leaveOut []string, out string) error {
	entries, err := os.ReadDir(data)
	if err != nil {
		return fault.Because(err, fault.NotFound, noCommunities.With(data))
	}
	left := map[string]bool{}
	for _, l := range leaveOut {
		left[filepath.Base(filepath.Clean(l))] = true
	}
	var all []risk.Community
	for _, e := range entries {
		if !e.IsDir() || left[e.Name()] {
			continue
		}
		groups, err := histories(ctx, filepath.Join(data, e.Name()))
		if err != nil {
			return err
		}
		all = append(all, risk.Community{Name: e.Name(), Groups: groups})
	}
	if len(all) == 0 {
		return fault.New(fault.Invalid, noCommunities.With(data))
	}
	slices.SortFunc(all, func(a, b risk.Community) int { return cmp.Compare(a.Name, b.Name) })
	m, err := risk.Fit(ctx, all)
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	if err := m.Write(&buf); err != nil {
		return err
	}
	return os.WriteFile(out, buf.Bytes(), 0o644)
}

// riskModel reads a model from a file, or the shipped one.
func riskModel(path string) (*risk.Model, error) {
	if path == "" {
		return risk.Shipped()
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open model: %w", err)
	}
	defer f.Close() //nolint:errcheck // only read
	return risk.Read(bufio.NewReader(f))
}

// EvaluateRisk asks a model the questions of the dying protocol (days 0) or of
// the early one about a folder, and writes rows and a summary to w.
func EvaluateRisk(ctx context.Context, path, model string, days int, asJSON bool, w io.Writer) error {
	m, err := riskModel(model)
	if err != nil {
		return err
	}
	groups, err := histories(ctx, path)
	if err != nil {
		return err
	}
	rows, sum := risk.EvaluateDying(groups, m)
	if days > 0 {
		rows, sum = risk.EvaluateEarly(groups, m, days)
	}
	out := bufio.NewWriter(w)
	enc := json.NewEncoder(out)
	if asJSON {
		for _, r := range rows {
			if err := enc.Encode(r); err != nil {
				return err
			}
		}
		if err := enc.Encode(summary(sum)); err != nil {
			return err
		}
		return out.Flush()
	}
	enc.SetIndent("", "  ")
	if err := enc.Encode(summary(sum)); err != nil {
		return err
	}
	return out.Flush()
}

// summary writes a summary down flat: plain figures first, their 95 %
// intervals beside them.
func summary(s risk.Summary) map[string]any {
	figures := func(sc risk.Score) map[string]any {
		out, intervals := map[string]any{"threshold": sc.Threshold}, map[string]any{}
		for name, e := range map[string]*risk.Estimate{"auc": sc.AUC, "brier": sc.Brier, "calibration_error": sc.Calibration, "f1": sc.F1} {
			out[name], intervals[name] = nil, nil // unknown is null
			if e != nil {
				out[name], intervals[name] = e.Value, [2]float64{e.Low, e.High}
			}
		}
		out["intervals"] = intervals
		return out
	}
	out := figures(s.Score)
	out["summary"], out["rows"], out["groups"], out["positives"] = true, s.Rows, s.Groups, s.Positives
	baselines := map[string]any{}
	for _, b := range s.Baselines {
		baselines[b.Name] = figures(b.Score)
	}
	out["baselines"] = baselines
	return out
}

// goldFolder opens the layout of the reply data: a folder, or a .tar.gz of one.
func goldFolder(path string) (fs.FS, error) {
	if !strings.HasSuffix(path, ".tar.gz") && !strings.HasSuffix(path, ".tgz") {
		return os.DirFS(path), nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open gold links: %w", err)
	}
	defer f.Close() //nolint:errcheck // only read
	return link.OpenTarGz(f)
}

// EvaluateReplies measures reply inference against gold links.
func EvaluateReplies(path, part string, w io.Writer) error {
	folder, err := goldFolder(path)
	if err != nil {
		return err
	}
	logs, err := link.ReadLogs(folder, part)
	if err != nil {
		return err
	}
	m, err := link.Shipped()
	if err != nil {
		return err
	}
	s := link.Evaluate(logs, m)
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(map[string]any{
		"logs": s.Logs, "messages": s.Messages, "model": tallies(s.Model), "baseline": tallies(s.Baseline),
	})
}

func tallies(t link.Tallies) map[string]any {
	one := func(t link.Tally) map[string]any {
		return map[string]any{"precision": t.Precision(), "recall": t.Recall(), "f1": t.F1()}
	}
	return map[string]any{"all": one(t.All), "others": one(t.Others), "unnamed": one(t.Unnamed)}
}

// EvaluateQuestions measures the question rules on labelled turns.
func EvaluateQuestions(path string, w io.Writer) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open labelled turns: %w", err)
	}
	defer f.Close() //nolint:errcheck // only read
	s, err := ask.Evaluate(f)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(map[string]any{"turns": s.Turns, "precision": s.Precision(), "recall": s.Recall(), "f1": s.F1()})
}
