package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/klauspost/compress/gzip"
)

// bareDecode does only what nobody can do without: gunzip, split into lines and
// columns, decode numbers and escapes.
func bareDecode(folder string) error {
	f, err := os.Open(filepath.Join(folder, "messages.tsv.gz"))
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // only read
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	in := bufio.NewReaderSize(z, 1<<20)
	var rows, sum, text int64
	for {
		line, err := in.ReadSlice('\n')
		if err == bufio.ErrBufferFull {
			return fmt.Errorf("a line of over 1 MB in %s", folder)
		}
		if len(line) == 0 && err == io.EOF {
			break
		}
		columns := bytes.Split(bytes.TrimSuffix(line, []byte{'\n'}), []byte{'\t'})
		if rows++; rows == 1 || len(columns) < 8 {
			continue
		}
		at, _ := strconv.ParseInt(string(columns[1]), 10, 64) // the header is skipped; the rest is numbers
		chars, _ := strconv.ParseInt(string(columns[6]), 10, 64)
		sum += at + chars
		text += int64(len(strings.ReplaceAll(string(columns[7]), `\n`, "\n")))
		if err == io.EOF {
			break
		}
	}
	fmt.Println(rows, sum, text)
	return nil
}

// cost is what one run of a command took.
type cost struct {
	wall, cpu time.Duration
	peak      int64 // bytes
}

// measure runs a command to its end, its output thrown away.
func (b *bench) measure(name string, args ...string) (cost, error) {
	cmd := exec.CommandContext(b.ctx, name, args...)
	cmd.Stderr = os.Stderr
	start := time.Now()
	if err := cmd.Run(); err != nil {
		return cost{}, fmt.Errorf("%s: %w", name, err)
	}
	use, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return cost{}, fmt.Errorf("%s: no usage is told on this system", name)
	}
	return cost{time.Since(start), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), use.Maxrss << 10}, nil
}

func median[T int64 | time.Duration | float64](v []T) T {
	slices.Sort(v)
	return v[len(v)/2]
}

// diagnose measures diagnose, rendering included, beside the bare decoder, in turn.
func (b *bench) diagnose() error {
	folder, ok := b.community("zulip_lean")
	if !ok {
		return nil
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	page := filepath.Join(os.TempDir(), fmt.Sprintf("huoshui-bench-%d.html", os.Getpid()))
	defer os.Remove(page) //nolint:errcheck // a scratch file
	var walls, bares []time.Duration
	var ratios []float64
	var peak int64
	for range b.runs {
		ours, err := b.measure(b.binary, "diagnose", folder, "--html", page)
		if err != nil {
			return err
		}
		floor, err := b.measure(self, "-bare", folder)
		if err != nil {
			return err
		}
		walls, bares = append(walls, ours.wall), append(bares, floor.wall)
		ratios = append(ratios, ours.wall.Seconds()/floor.wall.Seconds())
		peak = max(peak, ours.peak)
	}
	row("diagnose zulip_lean, 962,529 messages, terminal and HTML report", fmt.Sprintf("%.2f s", median(walls).Seconds()),
		fmt.Sprintf("gunzip, split, decode: %.2f s", median(bares).Seconds()), median(ratios), "≤ 3")
	row("its peak memory", fmt.Sprintf("%d MB", peak>>20), "200 MB", float64(peak)/(200<<20), "≤ 1")
	return nil
}
