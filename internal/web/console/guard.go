package console

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// maxForm is how large the body of an ordinary form may be.
const maxForm = 1 << 20

var (
	foreignForm = i18n.Text{
		Hans: "这次提交不是从本站的页面来的，为了安全没有执行。请回到页面，刷新后再试一次。",
		Hant: "這次送出不是來自本站的頁面，為了安全沒有執行。請回到頁面，重新整理後再試一次。",
		En:   "This was not sent from a page of this site, so for safety nothing was done. Go back, reload the page and try again.",
	}
	tooLarge = i18n.Text{
		Hans: "送来的内容太大了，这里最多 %d MB。请分成几份再传。",
		Hant: "送出的內容太大，這裡最多 %d MB。請分成幾份再上傳。",
		En:   "That is too large: %d MB at most here. Please send it in parts.",
	}
	badForm = i18n.Text{
		Hans: "表单没有传完整，什么都没有改。请回到页面再提交一次。",
		Hant: "表單沒有完整送達，什麼都沒有更動。請回到頁面再送出一次。",
		En:   "The form did not arrive whole and nothing was changed. Go back and send it again.",
	}
)

func safe(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
}

// fromHere refuses a request that another site made the browser send. Where
// the browser says nothing at all about where it comes from, sure decides: a
// form without a session has nothing else to prove itself with.
func (s *Shell) fromHere(r *http.Request, sure bool) error {
	said := false
	switch r.Header.Get("Sec-Fetch-Site") {
	case "same-origin", "none": // none: the person did it in the browser itself
		said = true
	case "":
	default: // cross-site, or same-site: another port or subdomain
		return fault.New(fault.Forbidden, foreignForm.With())
	}
	if origin := r.Header.Get("Origin"); origin != "" {
		u, err := url.Parse(origin)
		if err != nil || u.Host == "" || u.Host != r.Host && (s.base == nil || u.Host != s.base.Host || ThroughDoor(r)) {
			return fault.New(fault.Forbidden, foreignForm.With())
		}
		said = true
	}
	if sure && !said {
		return fault.New(fault.Forbidden, foreignForm.With())
	}
	return nil
}

// parts is a multipart body whose first part, the token, has been read.
type parts struct{ reader *multipart.Reader }

// Parts returns the parts of a multipart body as they stream in, after the
// token. It takes the place of r.MultipartReader, which the shell has used.
func Parts(r *http.Request) (*multipart.Reader, error) {
	if p := stateOf(r).parts; p != nil {
		return p.reader, nil
	}
	m, err := r.MultipartReader()
	if err != nil {
		return nil, fault.Because(err, fault.Invalid, badForm.With())
	}
	return m, nil
}

// checkToken refuses an unsafe request that does not carry the session's
// token: in the header X-CSRF-Token, in the form field csrf, or, where files
// come along, in the first part of the body, called csrf.
func checkToken(r *http.Request, st *state) error {
	got := r.Header.Get("X-CSRF-Token")
	if got == "" {
		kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
		var err error
		if kind == "multipart/form-data" {
			got, err = firstPart(r, st)
		} else if err = r.ParseForm(); err == nil {
			got = r.PostForm.Get("csrf")
		}
		if err != nil {
			return bodyFault(err)
		}
	}
	if st.viewer.CSRF == "" || subtle.ConstantTimeCompare([]byte(got), []byte(st.viewer.CSRF)) != 1 {
		return fault.New(fault.Forbidden, foreignForm.With())
	}
	return nil
}

// firstPart reads the token from the first part and leaves the rest streaming.
func firstPart(r *http.Request, st *state) (string, error) {
	m, err := r.MultipartReader()
	if err != nil {
		return "", err
	}
	st.parts = &parts{m}
	p, err := m.NextPart()
	if err != nil {
		return "", err
	}
	if p.FormName() != "csrf" {
		return "", nil
	}
	buf := make([]byte, 128)
	n := 0
	for n < len(buf) {
		k, err := p.Read(buf[n:])
		n += k
		if err != nil {
			break
		}
	}
	return strings.TrimSpace(string(buf[:n])), nil
}

// bodyFault turns an error of reading a body into a sentence.
func bodyFault(err error) error {
	if big, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return fault.Because(err, fault.Limited, tooLarge.With(max(big.Limit>>20, 1)))
	}
	return fault.Because(fmt.Errorf("read form: %w", err), fault.Invalid, badForm.With())
}
