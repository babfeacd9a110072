"""Line icons, drawn in the page so that they take the colour of the text around them."""

from django.utils.safestring import SafeString, mark_safe

_PATHS = {
    "alert": '<path d="M12 3.8 21.3 20H2.7z"/><path d="M12 10v4.6M12 17v.3"/>',
    "book": (
        '<path d="M12 6.5C10 5 7 4.5 3.5 4.7v13.6c3.5-.2 6.5.3 8.5 1.8 2-1.5 5-2 8.5-1.8V'
        '4.7C17 4.5 14 5 12 6.5zM12 6.5v13.6"/>'
    ),
    "cal": (
        '<rect x="4" y="5.5" width="16" height="14.5" rx="1.5"/><path d="M4 10h16M8.5 3.5'
        'v4M15.5 3.5v4"/>'
    ),
    "check": '<path d="m5 12.5 4.6 4.5L19 7.5"/>',
    "clip": '<path d="m8 12.5 5.5-5.5a3 3 0 0 1 4.3 4.3l-7.3 7.3a4.6 4.6 0 0 1-6.5-6.5L11 5"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.2l3.4 2"/>',
    "doc": '<path d="M6 3.5h8.5L19 8v12.5H6z"/><path d="M14 3.5V8.5h5M9 12.5h7M9 16h7"/>',
    "dot": '<circle cx="12" cy="12" r="5"/>',
    "down": '<path d="M12 4.5V15M7.5 11 12 15.5 16.5 11M4.5 16v3.7h15V16"/>',
    "downchev": '<path d="m6 9.5 6 6 6-6"/>',
    "eye": (
        '<path d="M3 12s3.4-5.8 9-5.8S21 12 21 12s-3.4 5.8-9 5.8S3 12 3 12z"/><circle cx='
        '"12" cy="12" r="2.6"/>'
    ),
    "eyeoff": (
        '<path d="M3 12s3.4-5.8 9-5.8S21 12 21 12s-3.4 5.8-9 5.8S3 12 3 12z"/><path d="m4'
        '.5 4 15 16"/>'
    ),
    "flag": '<path d="M5.5 21V4M5.5 4.5h12l-2.5 4 2.5 4h-12"/>',
    "globe": (
        '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c3 2.5 3 14.5 0 17M12'
        ' 3.5c-3 2.5-3 14.5 0 17"/>'
    ),
    "help": (
        '<circle cx="12" cy="12" r="8.5"/><path d="M9.6 9.6a2.5 2.5 0 1 1 3.4 2.3c-.7.3-1'
        ' .8-1 1.7M12 16.4v.3"/>'
    ),
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.6v.3"/>',
    "link": (
        '<path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l'
        '-3 3A4 4 0 0 0 11 18.7l1-1"/>'
    ),
    "lock": (
        '<rect x="5" y="10.5" width="14" height="9.5" rx="1.5"/><path d="M8 10.5V8a4 4 0 '
        '0 1 8 0v2.5"/>'
    ),
    "medal": '<circle cx="12" cy="14.5" r="5.5"/><path d="M8.5 10 6 3.5h4l2 4 2-4h4L15.5 10"/>',
    "minus": '<path d="M5 12h14"/>',
    "msg": '<path d="M3.5 5.5h17v13h-17z"/><path d="m4 6.5 8 6.5 8-6.5"/>',
    "off": (
        '<path d="M7.5 18.5h9.5a4 4 0 0 0 1.9-7.5 6.2 6.2 0 0 0-9.9-3.8M6.8 9.5a4.6 4.6 0'
        ' 0 0 .7 9M4 4l16 16.5"/>'
    ),
    "phone": (
        '<path d="M6.2 3.8 9 4.6l1 4-2 1.7a13 13 0 0 0 5.7 5.7l1.7-2 4 1 .8 2.8c-1 1.7-2.'
        '7 2.4-4.6 2C9.5 18.6 5.4 14.5 4.2 8.4c-.4-1.9.3-3.6 2-4.6z"/>'
    ),
    "print": '<path d="M7 8.5V4h10v4.5M6.5 17H4V8.5h16V17h-2.5"/><path d="M7 14h10v6H7z"/>',
    "right": '<path d="M5 12h13.5M13 6.5l5.5 5.5-5.5 5.5"/>',
    "scale": '<path d="M12 4v16M7.5 20h9M5 7h14M5 7l-2.5 6.5h5zM19 7l-2.5 6.5h5z"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "shield": '<path d="M12 3.5 19.5 6v6c0 4.4-3 7.3-7.5 8.7C7.5 19.3 4.5 16.4 4.5 12V6z"/>',
    "speak": '<path d="M4 4.5h16v11.5h-8.5L7 20v-4H4z"/><path d="M8 8.7h8M8 12h5"/>',
    "station": (
        '<path d="M3.5 10.5 12 4l8.5 6.5"/><path d="M5.5 9.5V20h13V9.5"/><path d="M9.5 20'
        'v-5.5h5V20"/>'
    ),
    "tray": (
        '<path d="M4 13.5 6.5 5h11l2.5 8.5V19H4z"/><path d="M4 13.5h4.5l1.2 2.5h4.6l1.2-2.5H20"/>'
    ),
    "up": '<path d="M12 16V5M7.5 9.3 12 4.8l4.5 4.5M4.5 16v3.7h15V16"/>',
    "user": (
        '<circle cx="12" cy="8.2" r="3.8"/><path d="M4.8 20c.6-4 3.5-6.2 7.2-6.2s6.6 2.2 7.2 6.2"/>'
    ),
    "users": (
        '<circle cx="9" cy="8.5" r="3.3"/><path d="M3 19.5c.4-3.6 2.8-5.5 6-5.5s5.6 1.9 6'
        ' 5.5M15.5 5.6a3.2 3.2 0 0 1 0 5.9M17.5 14.3c2 .7 3.2 2.5 3.5 5.2"/>'
    ),
}

_MARK = (
    '<path class="hy-mark__frame" d="M9 4h30a5 5 0 0 1 5 5v30a5 5 0 0 1-5 5H22"/>'
    '<path class="hy-mark__frame" d="M9 4a5 5 0 0 0-5 5v30a5 5 0 0 0 5 5"/>'
    '<path class="hy-mark__voice" d="M15 14h18a2 2 0 0 1 2 2v13a2 2 0 0 1-2 2H22l-7 7v-7a2 2 0 0 1-2-2V16'
    'a2 2 0 0 1 2-2z"/>'
)


def icon(name: str, size: str = "") -> SafeString:
    """The icon as decoration; the words beside it carry the meaning. `size` is "", "l" or "xl"."""
    kind = f" hy-icon--{size}" if size in {"l", "xl"} else ""
    return mark_safe(  # noqa: S308 - every part is written in this file
        f'<svg class="hy-icon{kind}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{_PATHS[name]}</svg>'
    )


def mark() -> SafeString:
    """回: a frame and, inside it, a voice."""
    return mark_safe(  # noqa: S308 - every part is written in this file
        f'<svg viewBox="0 0 48 48" aria-hidden="true" focusable="false">{_MARK}</svg>'
    )


def names() -> list[str]:
    return sorted(_PATHS)
