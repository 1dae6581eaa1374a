package auth

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Limits on what people type.
const (
	MinPassword = 10  // characters
	maxPassword = 512 // bytes: hashing more only helps whoever sends a book
	maxLogin    = 64  // characters
	maxName     = 40  // characters
)

var (
	badLogin = i18n.Text{
		Hans: "登录名要 2 到 64 个字，可以用文字、数字和 . _ - + @，不能有空格。请改一下。",
		Hant: "登入名稱須為 2 到 64 個字，可用文字、數字與 . _ - + @，不能有空格。請修改。",
		En:   "A sign-in name has 2 to 64 letters, digits or . _ - + @, without spaces. Please change it.",
	}
	badName = i18n.Text{
		Hans: "名称要填，最多 %d 个字。",
		Hant: "名稱必填，最多 %d 個字。",
		En:   "A name is needed, of at most %d characters.",
	}
	shortPassword = i18n.Text{
		Hans: "密码至少 %d 个字。长一点比复杂更管用，可以用一句只有你知道的话。",
		Hant: "密碼至少 %d 個字。長一點比複雜更有用，可以用一句只有你知道的話。",
		En:   "A password needs at least %d characters. Length helps more than odd symbols: try a sentence only you know.",
	}
	longPassword = i18n.Text{
		Hans: "密码太长了，最多 %d 个字节。",
		Hant: "密碼太長了，最多 %d 個位元組。",
		En:   "That password is too long: %d bytes at most.",
	}
	samePassword = i18n.Text{
		Hans: "密码不能和登录名一样。请换一个。",
		Hant: "密碼不能和登入名稱相同。請換一個。",
		En:   "The password must differ from the sign-in name. Please choose another.",
	}
	badZone = i18n.Text{
		Hans: "没有这个时区：%s。请从列表里选，例如 Asia/Shanghai。",
		Hant: "沒有這個時區：%s。請從清單中選擇，例如 Asia/Taipei。",
		En:   "There is no time zone called %s. Choose one from the list, such as Asia/Shanghai.",
	}
)

// NormalLogin returns the login that s stands for: people type capitals, full
// width letters and blanks without meaning to.
func NormalLogin(s string) string {
	return strings.ToLower(strings.TrimSpace(norm.NFKC.String(s)))
}

// checkLogin returns s as a normal login, or Invalid.
func checkLogin(s string) (string, error) {
	s = NormalLogin(s)
	n := utf8.RuneCountInString(s)
	bad := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) && !strings.ContainsRune("._-+@", r)
	}
	if n < 2 || n > maxLogin || strings.ContainsFunc(s, bad) {
		return "", fault.New(fault.Invalid, badLogin.With())
	}
	return s, nil
}

// checkName returns s without blanks around and control characters in it, or
// Invalid when nothing or too much remains.
func checkName(s string) (string, error) {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, norm.NFC.String(s))
	s = strings.TrimSpace(s)
	if n := utf8.RuneCountInString(s); n == 0 || n > maxName {
		return "", fault.New(fault.Invalid, badName.With(maxName))
	}
	return s, nil
}

// checkPassword refuses what is too short, too long or the login itself.
// There is no rule about kinds of characters: they make passwords worse.
func checkPassword(password, login string) error {
	switch {
	case len(password) > maxPassword:
		return fault.New(fault.Invalid, longPassword.With(maxPassword))
	case utf8.RuneCountInString(norm.NFC.String(password)) < MinPassword:
		return fault.New(fault.Invalid, shortPassword.With(MinPassword))
	case NormalLogin(password) == login:
		return fault.New(fault.Invalid, samePassword.With())
	}
	return nil
}

// checkZone returns the location called name. "Local" is refused: it would
// mean another place on another machine.
func checkZone(name string) (*time.Location, error) {
	if name == "" || name == "Local" {
		return nil, fault.New(fault.Invalid, badZone.With(name))
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil, fault.Because(err, fault.Invalid, badZone.With(name))
	}
	return loc, nil
}
